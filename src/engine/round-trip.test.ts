import { describe, expect, test } from 'vitest';
import { forStorage } from '../data/materialize';
import { readBundle, writeBundle } from '../export/bundle';
import { datasetFromRows, datasetFromTable } from '../export/inputs';
import { predict } from '../export/predict';
import { leaderboard } from '../study/journal-state';
import { openTrainer } from '../train/open-trainer';
import { predictorOf, predictTest, winnerOf } from './finish';
import { outcomeOf, prepareFold, ready } from './prepare';
import { mixedStudy, mixedTable, ROWS, searched, takeTable } from './testing';

const KINDS = ['binary', 'multiclass', 'regression'] as const;
const SEEDS = [1, 2, 3];
const cases = KINDS.flatMap((kind) => SEEDS.map((seed) => [kind, seed] as const));

const largestDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0);

describe.each(cases)('%s, seed %i', (kind, seed) => {
  const table = mixedTable(kind, seed);

  test.each(['bagged', 'refit'] as const)(
    '%s: the bundle predicts what the winner predicted',
    async (final) => {
      const study = mixedStudy(kind, { seed, final });
      const trainer = await openTrainer('cpu');
      const forward = trainer.predict.bind(trainer);
      const run = await searched(table, study, trainer);
      const winner = await winnerOf(run.journal, () => run.ready);
      expect(winner.trial).toEqual(leaderboard(run.journal.state.trials, study.search.metric)[0]);
      const predictor = await predictorOf(winner, trainer, null);
      const original = await predictTest(winner, predictor, trainer);
      expect(original.n).toBe(run.ready.parts.test.length);

      const zip = await writeBundle({ predictor, study, journal: run.journal.all() });
      const { predictor: loaded } = await readBundle(zip);
      const testTable = takeTable(table, run.ready.parts.test);
      const fromTable = await predict(loaded, datasetFromTable(loaded.inputs, testTable), forward);
      expect(fromTable.threshold).toBe(original.threshold);
      expect(largestDifference(fromTable.p, original.p)).toBeLessThanOrEqual(1e-5);

      const cells = new Map(
        testTable.columns.map(({ name, column }) => [
          name,
          column.kind === 'num'
            ? Array.from(column.v, (v) => (Number.isNaN(v) ? '' : String(v)))
            : Array.from(column.codes, (code) => column.dict[code] ?? ''),
        ]),
      );
      const rows = Array.from({ length: testTable.n }, (_, i) =>
        Object.fromEntries([...cells].map(([name, column]) => [name, column[i]])),
      );
      const typed = await predict(loaded, datasetFromRows(loaded.inputs, rows), forward);
      expect(largestDifference(typed.p, original.p)).toBeLessThanOrEqual(1e-5);
    },
  );

  test('what comes back from storage gives the same parts and the same numbers', () => {
    const study = mixedStudy(kind, { seed });
    const before = ready(table, study);
    const stored = structuredClone(forStorage(table, study.columns));
    expect(JSON.stringify(stored)).not.toContain('MRN');
    const after = ready(stored, study);
    expect(after).toEqual(before);
    expect(after).toEqual(ready(forStorage(stored, study.columns), study));
    const fold = (of: typeof before) => prepareFold(of, study, outcomeOf(of), of.parts.folds[0], 0);
    expect(fold(after)).toEqual(fold(before));
  });

  test('nobody is in two parts, and a row without a patient is a person of its own', () => {
    const { parts, data } = ready(table, mixedStudy(kind, { seed }));
    const whose = (rows: Uint32Array) => new Set(Array.from(rows, (row) => data.unit[row]));
    const sides = [
      [parts.test, parts.dev],
      ...parts.folds.map(({ train, valid }) => [train, valid]),
      ...parts.folds.map(({ valid }) => [valid, parts.test]),
    ];
    for (const [a, b] of sides) expect([...whose(a)].filter((unit) => whose(b).has(unit))).toEqual([]);
    const patient = table.columns[0].column;
    const unnamed = Array.from({ length: ROWS }, (_, row) => row).filter(
      (row) => patient.kind === 'cat' && patient.codes[row] < 0,
    );
    expect(unnamed.length).toBeGreaterThan(5);
    for (const row of unnamed) expect(data.unit.filter((unit) => unit === data.unit[row])).toHaveLength(1);
  });
});
