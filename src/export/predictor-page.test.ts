import { describe, expect, it } from 'vitest';
import { readEmbedded } from './embedded-model';
import { predict } from './predict';
import { EMPTY_MODEL, EMPTY_TITLE, predictorPage } from './predictor-page';
import { examplePredictor, plainForward } from './testing';

const TEMPLATE = `<head>${EMPTY_TITLE}</head><body>${EMPTY_MODEL}<script>run()</script></body>`;
const { predictor, data } = examplePredictor();

/** The text of the model's element, as a browser's parser would cut it: up to the first `</script`. */
const modelIn = (page: string): string => {
  const begin = page.indexOf('id="model">') + 'id="model">'.length;
  return page.slice(begin, page.toLowerCase().indexOf('</script', begin));
};

describe('a predictor page', () => {
  it.each(['binary', 'multiclass', 'regression'] as const)(
    'holds a %s model that predicts as before',
    async (kind) => {
      const example = examplePredictor(kind);
      const read = readEmbedded(modelIn(predictorPage(TEMPLATE, example.predictor, {})));
      expect(read.predictor).toEqual(example.predictor);
      const before = await predict(example.predictor, data, plainForward);
      expect(await predict(read.predictor, data, plainForward)).toEqual(before);
    },
  );

  it('keeps what is said of the model, and of its development rows their number alone', () => {
    const column = { name: 'age', missing: 0 };
    const development = { rows: 303, sha256: 'ab', columns: [column], outcome: column };
    const about = { madeOn: '2024-05-06', intendedUse: 'Adults in a chest pain clinic' };
    const page = predictorPage(TEMPLATE, { ...predictor, development }, about);
    const read = readEmbedded(modelIn(page));
    expect(read.about).toEqual({ ...about, rows: 303 });
    expect(read.predictor.development).toBeUndefined();
  });

  it('a name or a text that would end the script, open a comment or be a mark is text', () => {
    const hostile = `</script><!--<script>alert(1)</script>$& ${EMPTY_MODEL} "'&`;
    const meta = { ...predictor.meta, studyName: hostile };
    const inputs = predictor.inputs.map((input) => ({ ...input, unit: hostile }));
    const page = predictorPage(TEMPLATE, { ...predictor, meta, inputs }, { intendedUse: hostile });
    const text = modelIn(page);
    expect(text).not.toMatch(/<|-->.*<!--/);
    const read = readEmbedded(text);
    expect(read.predictor.meta.studyName).toBe(hostile);
    expect(read.predictor.inputs[0].unit).toBe(hostile);
    expect(read.about.intendedUse).toBe(hostile);
    const title = page.slice(page.indexOf('<title>') + 7, page.indexOf('</title>'));
    expect(title).not.toMatch(/[<>"']/);
    expect(title).toContain('&lt;/script&gt;&lt;!--');
    // The template's own script is the only other one.
    expect(page.match(/<script/g)).toHaveLength(2);
    expect(page.endsWith('<script>run()</script></body>')).toBe(true);
  });

  it('lets in nothing that no schema names', () => {
    const planted = { ...predictor, patients: ['KIM-900101-1234567'] };
    expect(predictorPage(TEMPLATE, planted, {})).not.toContain('KIM-900101');
  });

  it.each([
    ['none', '<html></html>'],
    ['two', TEMPLATE + TEMPLATE],
  ])('a template with %s of the marks is refused', (_, template) => {
    expect(() => predictorPage(template, predictor, {})).toThrow('once');
  });

  it('of a model that reads a backbone’s features is refused without it, and carries it', () => {
    const picture = {
      parts: [],
      steps: [],
      shape: [1, 1, 4] as const,
      backbone: { name: 'b0', at: 'pooled' as const },
    };
    const seeing = { ...predictor, members: predictor.members.map((member) => ({ ...member, picture })) };
    expect(() => predictorPage(TEMPLATE, seeing, {})).toThrow('b0');
    const halves = Uint8Array.from({ length: 100_001 }, (_, i) => i % 251);
    const page = predictorPage(TEMPLATE, seeing, { backbone: { name: 'b0', halves } });
    expect(readEmbedded(modelIn(page)).backbone).toEqual({ name: 'b0', halves });
    expect(
      readEmbedded(modelIn(predictorPage(TEMPLATE, predictor, { backbone: { name: 'b0', halves } })))
        .backbone,
    ).toBeUndefined();
  });
});
