import { expect, test } from 'vitest';
import type { Table } from '../data/dataset';
import { rng } from '../study/random';
import type { Task } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import { predictorOf, winnerOf } from './finish';
import { mixedStudy, mixedTable, searched, TEST_ROWS, texts } from './testing';

/** What the test rows hold is replaced: other numbers, gaps, levels nobody else has, other outcomes. */
function withOtherTestRows(table: Table, kind: Task['kind']): Table {
  const random = rng('other test rows');
  const changed = new Set(TEST_ROWS);
  return {
    n: table.n,
    columns: table.columns.map(({ name, column }) => {
      // Whose rows they are decides which rows are left for development: that stays.
      if (name === 'patient') return { name, column };
      if (column.kind === 'num') {
        const other = () => (random.next() < 0.3 ? Number.NaN : 1000 * random.normal());
        return {
          name,
          column: { kind: 'num', v: column.v.map((v, row) => (changed.has(row) ? other() : v)) },
        };
      }
      const levels = name === 'outcome' ? column.dict : [...column.dict, '0', 'never seen; nor this', '7.5'];
      const other = () => (random.next() < 0.3 ? null : levels[random.int(levels.length)]);
      const cells = Array.from(column.codes, (code, row) =>
        changed.has(row) ? other() : (column.dict[code] ?? null),
      );
      if (name === 'outcome' && kind !== 'regression') cells[TEST_ROWS[0]] = column.dict[0];
      return { name, column: texts(cells) };
    }),
  };
}

async function everythingBeforeTheTest(table: Table, kind: Task['kind'], final: 'bagged' | 'refit') {
  const split = {
    test: { kind: 'rows' as const, rows: TEST_ROWS },
    validation: { kind: 'kfold' as const, k: 3 },
    stratify: true,
  };
  const trainer = await openTrainer('cpu');
  const run = await searched(table, mixedStudy(kind, { split, final }), trainer);
  const winner = await winnerOf(run.journal, () => run.ready);
  const trials = run.journal.state.trials.map(({ config, state, points, score }) => ({
    config,
    state,
    points,
    score,
  }));
  return { trials, blob: winner.blob, predictor: await predictorOf(winner, trainer, null) };
}

test.each([
  ['binary', 'bagged'],
  ['binary', 'refit'],
  ['multiclass', 'bagged'],
  ['regression', 'bagged'],
] as const)(
  '%s, %s: what the test rows hold changes no score, no weight, no step, no threshold',
  async (kind, final) => {
    const table = mixedTable(kind);
    const before = await everythingBeforeTheTest(table, kind, final);
    const after = await everythingBeforeTheTest(withOtherTestRows(table, kind), kind, final);
    expect(before.trials.map((t) => t.state)).toEqual(['finished', 'finished']);
    expect(after).toEqual(before);
  },
);
