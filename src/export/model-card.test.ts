import { describe, expect, it } from 'vitest';
import { markdownTable, plainText } from './markdown';
import { modelCard } from './model-card';
import { examplePredictor } from './testing';

describe('a text in Markdown', () => {
  it.each([
    ['*bold* _and_ `code`', '\\*bold\\* \\_and\\_ \\`code\\`'],
    ['a | b', 'a \\| b'],
    ['<script>alert(1)</script>', '\\<script\\>alert\\(1\\)\\</script\\>'],
    ['[link](https://example.org)', '\\[link\\]\\(https://example.org\\)'],
    ['# head\nnext', '\\# head next'],
    ['1. first', '1\\. first'],
    ['- item', '\\- item'],
  ])('%j means nothing but itself', (text, plain) => expect(plainText(text)).toBe(plain));

  it('a table keeps its cells apart', () => {
    expect(markdownTable(['a', 'b'], [['1', plainText('x | y')]])).toBe(
      '| a | b |\n| --- | --- |\n| 1 | x \\| y |',
    );
  });
});

describe('the model card', () => {
  const { predictor, study } = examplePredictor();
  const parts = { predictor, study, journal: [] };
  const section = (card: string, head: string) => card.split(`## ${head}\n\n`)[1]?.split('\n## ')[0] ?? '';

  it('says what is known and "not reported" for the rest', () => {
    const card = modelCard(parts);
    expect(card.startsWith('# An example\n')).toBe(true);
    expect(section(card, 'What it predicts')).toContain('**outcome** is **yes** (and not no)');
    expect(section(card, 'Intended use')).toContain('Population: not reported');
    expect(section(card, 'Inputs')).toContain('| age | integer | — | 45 to 77 |');
    expect(section(card, 'Preprocessing')).toMatch(/1\. impute: .*\n2\. one-hot/);
    expect(section(card, 'Network')).toContain('8 numbers go in, then hidden layers of 5, 3 units');
    expect(section(card, 'Evaluation')).toContain('Not tested');
    expect(section(card, 'Threshold')).toContain('from 0.4 on');
    expect(section(card, 'Format')).toContain('version 2');
    expect(card).not.toMatch(/undefined|NaN|\[object/);
  });

  it('has the metrics with their intervals from the journal', () => {
    const auroc = { estimate: 0.8123, low: 0.7, high: 0.9, method: 'delong' as const };
    const evaluation = { n: 50, patients: 40, scheme: 'holdout', metrics: { auroc } };
    const base = { at: 1, search: 1 };
    const journal = [
      {
        ...base,
        seq: 0,
        type: 'search.started',
        study,
        backend: 'cpu',
        adapter: '',
        planned: 1,
        development: { rows: 130, patients: 120 },
      },
      { ...base, seq: 1, type: 'evaluated', trial: 0, evaluation, blob: 'b' },
    ] as never;
    const card = modelCard({ ...parts, journal });
    expect(section(card, 'Evaluation')).toContain('50 rows of 40 patients');
    expect(section(card, 'Evaluation')).toContain('| auroc | 0.812 (95 % CI 0.7 to 0.9) |');
    expect(section(card, 'Development data')).toContain('Patients: 120');
  });

  it('no name of a person’s choosing is markup', () => {
    const name = '](javascript:alert(1)) <img> | # *';
    const named = {
      ...parts,
      study: { ...study, name, report: { users: name } },
      predictor: { ...predictor, inputs: predictor.inputs.map((input) => ({ ...input, name })) },
    };
    expect(modelCard(named)).not.toMatch(/[^\\]<img|[^\\]\]\(/);
  });

  it('names all trials that predict together, and what that gains', () => {
    const [member] = predictor.members;
    const several = { ...predictor, members: [member, member, member, member] };
    const wanted = { ...study, evaluation: { ...study.evaluation, ensemble: 'auto' as const } };
    const base = { at: 1, search: 1 };
    const trial = (number: number, family: string, metric: number) => [
      { ...base, type: 'trial.started', trial: number, config: { family, params: {} } },
      {
        ...base,
        type: 'trial.finished',
        trial: number,
        score: { metric, validLoss: 1, bestEpoch: 1 },
        seconds: 1,
        blob: `b${number}`,
      },
    ];
    const ensemble = {
      metric: 'auroc',
      candidates: 2,
      members: [
        { trial: 1, weight: 0.75 },
        { trial: 0, weight: 0.25 },
      ],
      score: 0.82,
      single: 0.8,
      gain: { estimate: 0.0123, low: 0.004, high: 0.02, method: 'bootstrap' },
      used: true,
    };
    const journal = [
      { ...base, type: 'search.started', study: wanted, backend: 'cpu', adapter: '', planned: 2 },
      ...trial(0, 'logistic', 0.7),
      ...trial(1, 'mlp', 0.8),
      { ...base, type: 'ensembled', ensemble },
    ] as never;
    const training = section(modelCard({ predictor: several, study: wanted, journal }), 'Training');
    expect(training).toContain(
      'Ensemble of 2 trials: mlp (trial 2, weight 0.75), logistic (trial 1, weight 0.25)',
    );
    expect(training).toContain('positive is better): 0.0123 (95 % CI 0.004 to 0.02)');
    expect(training).toContain(
      "4 networks of 2 trials, averaged with the trials' weights; of each trial 2 networks, one a fold, averaged.",
    );
    const by = { ...ensemble, method: 'stacked', pull: 0.01 };
    const weighed = (journal as unknown[]).with(-1, { ...base, type: 'ensembled', ensemble: by }) as never;
    const stacked = modelCard({ predictor: several, study: wanted, journal: weighed });
    expect(section(stacked, 'Training')).toContain('ridge of 0.01 towards equal weights');
    expect(section(stacked, 'Training')).not.toContain('greedily');
    const single = modelCard({ predictor, study, journal });
    expect(section(single, 'Training')).toContain('- Family: mlp');
  });
});
