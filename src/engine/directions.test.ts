import { beforeAll, describe, expect, test } from 'vitest';
import type { NumColumn, Table } from '../data/dataset';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromTable } from '../export/inputs';
import { modelCard } from '../export/model-card';
import { predict } from '../export/predict';
import { families, familiesFor } from '../models/index';
import { keepsDirections } from '../models/keeps-directions';
import type { TreesSpec } from '../models/trees/spec';
import type { Study } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import type { Trainer } from '../train/trainer';
import { predictorOf, winnerOf } from './finish';
import { mixedStudy, mixedTable, searched, takeTable } from './testing';

const SMALL: Record<string, Record<string, number>> = {
  'boosted-trees': { rounds: 15, learningRate: 0.3, maxDepth: 4 },
  'random-forest': { trees: 15 },
  'extra-trees': { trees: 15 },
};
const trees = familiesFor('table').filter(({ name }) => keepsDirections(name));

/** Of the outcome age is the cause, and it rises with it. */
const AGAINST = { age: 'falls', crp: 'rises', stage: 'falls' } as const;

function studyOf(
  kind: 'binary' | 'multiclass' | 'regression',
  family: string,
  directions: Study['training']['directions'],
  changed: Partial<Study> = {},
): Study {
  const base = mixedStudy(kind, changed);
  const space = {
    [family]: Object.fromEntries(
      Object.entries(SMALL[family]).map(([key, value]) => [
        key,
        { kind: 'choice' as const, values: [value] },
      ]),
    ),
  };
  return {
    ...base,
    columns: base.columns.map((c) =>
      c.name === 'stage' ? { ...c, type: 'ordinal', order: ['1', '2', '3', '4'] } : c,
    ),
    steps: [{ id: 'ordinal', step: 'ordinal', params: {} }, ...base.steps],
    search: { ...base.search, space, budget: { trials: 1, minutes: 60 } },
    training: { ...base.training, ...(directions && { directions }) },
  };
}

/** Rows whose values of one number are moved over a grid: how far predictions go against the sign, at most. */
async function wrongWay(trainer: Trainer, bundle: Uint8Array, table: Table, name: string, sign: 1 | -1) {
  const { predictor } = await readBundle(bundle);
  const range = name === 'age' ? [20, 95] : name === 'stage' ? [1, 4] : [0, 8];
  const steps = name === 'stage' ? 4 : 25;
  let worst = 0;
  let before: ArrayLike<number> | null = null;
  for (let step = 0; step < steps; step++) {
    const value = range[0] + ((range[1] - range[0]) * step) / (steps - 1);
    const moved: Table = {
      ...table,
      columns: table.columns.map((read) =>
        read.name === name
          ? { name, column: { kind: 'num', v: new Float64Array(table.n).fill(value) } satisfies NumColumn }
          : read,
      ),
    };
    const { p } = await predict(
      predictor,
      datasetFromTable(predictor.inputs, moved),
      trainer.predict.bind(trainer),
    );
    for (let i = 0; before && i < p.length; i++) worst = Math.max(worst, sign * (before[i] - p[i]));
    before = p;
  }
  return worst;
}

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

async function trained(table: Table, study: Study) {
  const run = await searched(table, study, trainer);
  const winner = await winnerOf(run.journal, () => run.ready);
  const predictor = await predictorOf(winner, trainer, null);
  const parts = { predictor, study, journal: run.journal.all() };
  return { run, parts, bundle: await writeBundle(parts) };
}

test('trees keep directions, and nothing else does', () => {
  expect(trees.map(({ name }) => name)).toEqual(Object.keys(SMALL));
  expect(families.filter(({ name }) => keepsDirections(name))).toEqual(trees);
  expect(keepsDirections('of a later version')).toBe(false);
});

describe.each(trees.map(({ name }) => name))('%s', (family) => {
  test.each([
    ['binary', 'bagged'],
    ['binary', 'refit'],
    ['regression', 'bagged'],
  ] as const)(
    '%s, %s: predictions of the bundle go no other way, whatever the data say',
    async (kind, final) => {
      const table = mixedTable(kind);
      const scale = kind === 'regression' ? 15 : 1;
      const { parts, bundle } = await trained(table, studyOf(kind, family, AGAINST, { final }));
      const rows = takeTable(table, [...Array(60).keys()]);
      for (const [name, direction] of Object.entries(AGAINST)) {
        const worst = await wrongWay(trainer, bundle, rows, name, direction === 'rises' ? 1 : -1);
        expect(worst, name).toBeLessThanOrEqual(1e-6 * scale);
      }
      const { members } = parts.predictor;
      for (const { spec } of members) {
        const { monotone = [] } = spec as TreesSpec;
        expect([...monotone].sort()).toEqual([-1, -1, 0, 0, ...Array(monotone.length - 5).fill(0), 1].sort());
      }
      expect(modelCard(parts)).toContain(
        'Known directions (monotone constraints), kept by the model: prediction not rising with rising age, not falling with rising crp, not rising with rising stage.',
      );
      // And the same without a word: the data themselves go the other way.
      const free = await trained(table, studyOf(kind, family, undefined, { final }));
      expect(await wrongWay(trainer, free.bundle, rows, 'age', -1)).toBeGreaterThan(0.02 * scale);
      expect(modelCard(free.parts)).not.toContain('Known directions');
    },
  );
});

test('of three outcomes nothing has a direction: the models are the same', async () => {
  const table = mixedTable('multiclass');
  const [said, free] = await Promise.all(
    [AGAINST, undefined].map((directions) =>
      trained(table, studyOf('multiclass', 'boosted-trees', directions)),
    ),
  );
  expect(said.parts.predictor.members).toEqual(free.parts.predictor.members);
});

test('the card of several models says that the whole need not keep them', async () => {
  const table = mixedTable('binary');
  const { parts } = await trained(table, studyOf('binary', 'random-forest', AGAINST));
  const logistic = await trained(table, mixedStudy('binary'));
  const members = [parts.predictor.members[0], logistic.parts.predictor.members[0]];
  const card = modelCard({ ...parts, predictor: { ...parts.predictor, members } });
  expect(card).toContain(
    'kept by the trees among its members, but not the model as a whole: prediction not rising with rising age,',
  );
});
