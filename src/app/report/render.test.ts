import fc from 'fast-check';
import type { i18n } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { emptyJournal } from '../../study/journal-state';
import { FIELD_GROUPS, type ReportField } from './fields';
import { reportInput } from './input';
import { renderReport } from './render';
import { SECTION_IDS } from './section-ids';
import { madeInput, textsFor } from './testing';

let texts: Record<'en' | 'ko', i18n>;
beforeAll(async () => {
  texts = { en: await textsFor('en'), ko: await textsFor('ko') };
});

const FIELDS = Object.values(FIELD_GROUPS).flat() as ReportField[];
/** Texts outside of tags and of the style sheet. */
const plain = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

describe.each(['en', 'ko'] as const)('%s', (language) => {
  it.each(['binary', 'multiclass', 'regression'] as const)('every section of a %s outcome', async (kind) => {
    const html = renderReport(await madeInput(kind), texts[language]);
    expect(html).toContain(`<html lang="${language}">`);
    for (const id of SECTION_IDS) {
      const there = html.includes(`<section id="${id}">`);
      expect(there, id).toBe(id !== 'claim');
    }
    // No key stands in for a text, and no number is none.
    const text = plain(html);
    expect(
      text.match(
        /\b(section|sentence|limit|flow|head|tables|card|repeat|metric|interval|field|state|tripod|steps|params|families|row|note|roc|scatter)\.[a-zA-Z0-9_.-]+/,
      ),
    ).toBeNull();
    expect(text).not.toMatch(/\bNaN\b|undefined|\[object/);
    expect(text).not.toMatch(/\{\{/);
  });

  it('what people did not say is not reported; what they said stands where it belongs', async () => {
    const missing = texts[language].t('notReported', { ns: 'report' });
    const blank = renderReport(await madeInput('binary'), texts[language]);
    const ethics = (html: string) =>
      html.slice(html.indexOf('<section id="ethics">'), html.indexOf('<section id="data">'));
    expect(ethics(blank).split(missing)).toHaveLength(4);
    const filled = renderReport(
      await madeInput('binary', { said: { report: { board: 'IRB 2026-17', consent: 'waived' } } }),
      texts[language],
    );
    expect(ethics(filled)).toContain('IRB 2026-17');
    expect(ethics(filled).split(missing)).toHaveLength(2);
  });
});

describe('a file of its own', () => {
  it('loads nothing, runs nothing, holds no variable of the page', async () => {
    for (const kind of ['binary', 'multiclass', 'regression'] as const) {
      const html = renderReport(await madeInput(kind), texts.en);
      expect(html).not.toMatch(/<(script|link|img|iframe|object|embed|audio|video|base)\b/i);
      expect(html).not.toMatch(/(src|href|xlink:href)="(?!#)/);
      expect(html.match(/url\([^)]*\)/g)?.filter((url) => !/^url\(#/.test(url)) ?? []).toEqual([]);
      expect(html).not.toMatch(/https?:|@import|var\(--figure/);
      expect(html).not.toMatch(/ on\w+="/);
      expect(html).toContain("default-src 'none'");
    }
  });

  it('is the same for the same input', async () => {
    expect(renderReport(await madeInput('binary'), texts.en)).toBe(
      renderReport(await madeInput('binary'), texts.en),
    );
  });

  it('its figures are vectors with a description', async () => {
    const html = renderReport(await madeInput('binary'), texts.en);
    const figures = html.match(/<svg[^>]*>/g) ?? [];
    expect(figures.length).toBeGreaterThan(3);
    for (const figure of figures) expect(figure).toMatch(/aria-label="[^"]+/);
    expect(html).toMatch(/Figure 1\./);
    expect(html).toMatch(/Table 1\./);
  });
});

describe('the test set', () => {
  it('how often it was opened is said', async () => {
    const again = { type: 'test.opened', search: 1, trial: 0, count: 3 } as never;
    const text = plain(renderReport(await madeInput('binary', { more: [again] }), texts.en));
    expect(text).toContain('The test set was opened 3 times.');
    expect(text).toContain('numbers after the first look tend to be too good');
    expect(plain(renderReport(await madeInput('binary'), texts.en))).toContain(
      'The test set was opened once.',
    );
  });

  it('outer folds are listed, with what failed', async () => {
    const input = await madeInput('binary', {
      study: {
        split: {
          test: { kind: 'kfold', k: 3, repeats: 2 },
          validation: { kind: 'kfold', k: 3 },
          stratify: true,
        },
      },
    });
    const text = plain(renderReport(input, texts.en));
    expect(text).toContain('Nested 3-fold cross-validation, repeated 2 times');
    expect(text).toContain('Fold 3');
  });

  it('without an evaluation there is no report', async () => {
    const { facts, said } = await madeInput('binary');
    expect(reportInput(facts, said, emptyJournal(), 0)).toBeNull();
  });
});

it('property: no typed text and no name becomes markup, and none is lost', async () => {
  const rendered = (html: string) => html.replace(/<style>[\s\S]*?<\/style>/, '');
  const input = await madeInput('binary');
  const harmless = renderReport(input, texts.en);
  const tags = (html: string) => [...rendered(html).matchAll(/<\/?([a-zA-Z][\w:-]*)/g)].map(([, tag]) => tag);
  const nasty = fc.oneof(
    fc.constantFrom(
      '<script>alert(1)</script>',
      '"><img src=x onerror=y>',
      "'--><b>",
      '한글 <이름> & "따옴표"',
      '</style><i>',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
  );
  fc.assert(
    fc.property(nasty, fc.constantFrom(...FIELDS), (text, field) => {
      const said = { ...input.said, name: `n ${text}`, report: { [field]: text } };
      const predictors = input.facts.predictors.map((p, i) => (i === 0 ? { ...p, name: text } : p));
      const html = renderReport({ ...input, said, facts: { ...input.facts, predictors } }, texts.en);
      // Only what stands in place of "not reported", the title above the report and links to where it stands.
      const known = new Set(tags(harmless));
      expect(tags(html).filter((tag) => !known.has(tag))).toEqual([]);
      expect(rendered(html)).not.toMatch(/<script|<img|onerror=y>/i);
    }),
    { numRuns: 25 },
  );
});
