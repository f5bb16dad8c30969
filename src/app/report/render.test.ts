import fc from 'fast-check';
import type { i18n } from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { familyByName } from '../../models/index';
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
        /\b(section|sentence|limit|flow|head|tables|card|repeat|metric|interval|field|state|tripod|steps|params|families|row|note|network|part|structure|many|scored|guards|roc|scatter)\.[a-zA-Z0-9_.-]+/,
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

describe('known directions', () => {
  const searchOf = (html: string) =>
    plain(html.slice(html.indexOf('<section id="search">'), html.indexOf('<section id="performance">')));
  const told = async (family: string, others: string[]) => {
    const { search, training, columns } = (await madeInput('binary')).study;
    const [first, second] = columns.filter(({ role, type }) => role === 'feature' && type !== 'nominal');
    const input = await madeInput('binary', {
      study: {
        search: {
          ...search,
          space: Object.fromEntries([family, ...others].map((name) => [name, familyByName(name).space()])),
        },
        training: { ...training, directions: { [first.name]: 'rises', [second.name]: 'falls' } },
      },
    });
    const config = { family, params: {} };
    const journal = {
      ...input.journal,
      trials: input.journal.trials.map((trial) => ({ ...trial, config })),
    };
    return searchOf(renderReport({ ...input, journal, winner: { ...input.winner, config } }, texts.en));
  };

  it('are told, and whether the model keeps them', async () => {
    const kept = await told('boosted-trees', ['mlp']);
    expect(kept).toContain(
      'with rising values of age the prediction may not fall and with rising values of crp the prediction may not rise',
    );
    expect(kept).toContain('The model keeps them.');
    expect(await told('mlp', ['boosted-trees'])).toContain('need not keep them');
    expect(await told('mlp', [])).not.toContain('known directions');
  });
});

describe('the network of the winner', () => {
  const searchOf = (html: string) =>
    html.slice(html.indexOf('<section id="search">'), html.indexOf('<section id="performance">'));

  it('is drawn with its legend, and told in the methods', async () => {
    const input = await madeInput('binary');
    const html = renderReport(input, texts.en);
    const sentence =
      'The network is fully connected, with one hidden layer of 6 rectified linear units; 67 parameters were learned.';
    expect(plain(searchOf(html))).toContain(sentence);
    expect(plain(html.slice(html.indexOf('<section id="methods">')))).toContain(sentence);
    expect(searchOf(html)).toContain(
      'aria-label="From input to output: 9 columns, input; 6 units, hidden layer',
    );
    expect(plain(searchOf(html))).toMatch(
      /Figure \d+\. The network of the winner\. One hidden layer of 6 units; 67 numbers are learned from \d+ patients\./,
    );
  });

  it('a journal of an earlier version draws none', async () => {
    const input = await madeInput('binary');
    const { shape: _, ...winner } = input.winner;
    const journal = { ...input.journal, development: null, trials: [winner] };
    const html = searchOf(renderReport({ ...input, winner, journal }, texts.en));
    expect(plain(html)).not.toContain('The network');
    expect(plain(html)).toContain('Trial 1 was chosen');
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

  it('repeated folds are told as such, and of how many repeats the model holds the networks', async () => {
    const input = await madeInput('binary', {
      study: {
        split: {
          test: { kind: 'holdout', share: 0.25 },
          validation: { kind: 'kfold', k: 3, repeats: 2 },
          stratify: true,
        },
      },
    });
    const textOf = (of: typeof input) => plain(renderReport(of, texts.en));
    expect(textOf(input)).toContain(
      '3-fold cross-validation on development rows, repeated 2 times with other folds; a row counted once',
    );
    expect(textOf(input)).toContain('The final model is the mean of the models of the folds.');
    const { study } = input;
    const many = { ...study.split, validation: { kind: 'kfold' as const, k: 20, repeats: 2 } };
    expect(textOf({ ...input, study: { ...study, split: many } })).toContain(
      'The final model is the mean of the models of the folds of 1 of the 2 repeats.',
    );
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

describe('what depends on the kind of study', () => {
  const sectionOf = (html: string, id: string) =>
    plain(html.slice(html.indexOf(`<section id="${id}">`)).split('</section>')[0]);

  it('another hospital: calibration, who differs, the outcome without a missing share, the file', async () => {
    const { evaluation } = await madeInput('binary');
    const row = (column: string, difference: number | null) => ({
      column,
      difference,
      missing: 0.25,
      before: 0,
    });
    const { task } = await madeInput('binary');
    const external = {
      name: 'Veterans',
      sha256: 'f00d',
      rows: 200,
      left: 3,
      evaluation,
      drift: [row('age', 0.05), row(task.target, 0.812), { ...row('lost', null), absent: true as const }],
      membership: { estimate: 0.7, low: 0.65, high: 0.75, method: 'delong' as const },
    };
    const html = renderReport(
      await madeInput('binary', { more: [{ type: 'validated', search: 1, trial: 0, external }] }),
      texts.en,
    );
    const text = sectionOf(html, 'external');
    expect(text).toContain('1 of 2 columns differ by more than 0.1 standard deviations');
    expect(text).toContain('with an AUROC of 0.700 (0.650–0.750)');
    expect(text).toMatch(new RegExp(`${task.target} \\(outcome\\) 0\\.81 – –`));
    expect(text).toContain('lost not in the file 25%');
    expect(text).toContain('SHA-256 of the file: f00d');
    expect(html).toContain('aria-label="Standardized differences by column.');
  });

  it('a number is predicted by a linear regression, not a logistic one', async () => {
    const text = plain(renderReport(await madeInput('regression'), texts.en));
    expect(text).toContain('Linear regression');
    expect(text).not.toContain('Logistic regression');
  });

  it('pictures are counted as pictures; that nobody knows whose they are is a limit; errors are counted', async () => {
    const input = await madeInput('binary');
    const pictures = {
      ...input,
      study: {
        ...input.study,
        images: {} as never,
        columns: input.study.columns.filter(({ role }) => role !== 'patient'),
      },
      evaluation: { ...input.evaluation, patients: input.evaluation.n },
    };
    const html = renderReport(pictures, texts.en);
    expect(sectionOf(html, 'performance')).toMatch(/The test part was \d+ pictures, \d+ of them with/);
    expect(sectionOf(html, 'limits')).toContain('pictures of one patient may stand in both parts');
    const [[, falsePositives], [falseNegatives]] = input.evaluation.confusion;
    const errors = `false positives: ${falsePositives}; false negatives: ${falseNegatives}`;
    const claim = sectionOf(html, 'claim');
    expect(claim).toMatch(new RegExp(`39 Failure analysis[^%]*Drafted[^%]*${errors}`));
    const said = { ...pictures.said, report: { failures: 'Movement.' } };
    expect(sectionOf(renderReport({ ...pictures, said }, texts.en), 'claim')).toMatch(
      /39 Failure analysis of misclassified cases By the authors Movement\./,
    );
  });
});

describe('several trials together', () => {
  const members = [
    { trial: 0, weight: 0.75 },
    { trial: 1, weight: 0.25 },
  ];
  const gain = { estimate: 0.0123, low: 0.004, high: 0.0201, method: 'bootstrap' as const };
  const ensemble = {
    metric: 'auroc' as const,
    candidates: 2,
    members,
    score: 0.82,
    single: 0.8,
    gain,
    used: true,
  };
  const made = async (used: boolean) => {
    const input = await madeInput('binary');
    const evaluation = {
      ...input.evaluation,
      plan: { ...input.study.evaluation, ensemble: 'auto' as const },
    };
    const evaluated = input.journal.evaluation && {
      ...input.journal.evaluation,
      evaluation,
      ...(used && { members }),
    };
    const judged = used ? ensemble : { ...ensemble, gain: { ...gain, estimate: -0.01 }, used: false };
    return { ...input, evaluation, journal: { ...input.journal, evaluation: evaluated, ensemble: judged } };
  };
  const said = async (used: boolean, language: 'en' | 'ko') =>
    plain(renderReport(await made(used), texts[language]));

  it('are named with their weights, the choice and what it gains', async () => {
    const text = await said(true, 'en');
    expect(text).toContain(
      '2 of the trials predict together: trial 1 (Multilayer perceptron, 75%) and trial 2 (Logistic regression (gradient descent), 25%).',
    );
    expect(text).toContain('a higher AUROC by 0.012 (95% CI 0.004 to 0.020, bootstrap of patients)');
    expect(text).toContain('Each of them is the mean of its models of the folds.');
    expect(text).toContain('Of the best of them (trial 1): The network is fully connected');
    expect(text).toContain(
      'The full model (2 models together (Multilayer perceptron and Logistic regression (gradient descent)))',
    );
    expect(text).toContain('in the model, 25%');
    expect(text).not.toContain('was chosen: ');
  });

  it('that were not better are told, and one model is reported', async () => {
    const text = await said(false, 'en');
    expect(text).toContain('they did not, and the best trial predicts alone.');
    expect(text).toContain('Trial 1 was chosen: ');
  });

  it('whose weights a linear model gives are told so, with its penalty', async () => {
    const input = await made(true);
    const stacked = {
      ...input,
      journal: { ...input.journal, ensemble: { ...ensemble, method: 'stacked' as const, pull: 0.01 } },
    };
    const text = plain(renderReport(stacked, texts.en));
    expect(text).toContain('with the least log loss on pooled validation predictions');
    expect(text).toContain('a ridge penalty of 0.01 towards equal weights');
    expect(text).not.toContain('Caruana');
    const korean = plain(renderReport(stacked, texts.ko));
    expect(korean).toContain('릿지 벌점 0.01은');
    expect(korean).not.toMatch(/\{\{|\bsentence\.[a-zA-Z]/);
  });

  it('in Korean, with no key in place of a text', async () => {
    for (const used of [true, false]) {
      const text = await said(used, 'ko');
      expect(text).not.toMatch(/\b(sentence|state|ensemble)\.[a-zA-Z]/);
      expect(text).not.toMatch(/\{\{/);
    }
    expect(await said(true, 'ko')).toContain('시도 2개를 함께 사용하였다');
  });
});
