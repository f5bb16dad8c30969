import { describe, expect, it, test } from 'vitest';
import type { Table } from '../data/dataset';
import type { Study, Task } from '../study/schema';
import { drawnReady, firstAnswer } from './first-answer';
import { Gate } from './gate';
import { ready } from './prepare';
import { mixedStudy, mixedTable, texts } from './testing';

/** Of the 135 development rows or so. */
const MOST = 90;
const KINDS: Task['kind'][] = ['binary', 'multiclass', 'regression'];

function runOf(table: Table, kind: Task['kind'], changed: Partial<Study> = {}) {
  const study = mixedStudy(kind, changed);
  return { study, ready: ready(table, study), gate: new Gate({ now: () => 0 }) };
}

/** Rows outside of the sample hold other numbers and levels that nobody else has; patients and outcomes stay. */
const withOthers = (table: Table, kept: ReadonlySet<number>): Table => ({
  n: table.n,
  columns: table.columns.map(({ name, column }) => {
    if (name === 'patient' || name === 'outcome') return { name, column };
    if (column.kind === 'num')
      return { name, column: { kind: 'num', v: column.v.map((v, row) => (kept.has(row) ? v : 1e6 + row)) } };
    const cells = Array.from(column.codes, (code, row) =>
      kept.has(row) ? (column.dict[code] ?? null) : `other ${row}`,
    );
    return { name, column: texts(cells) };
  }),
});

describe.each(KINDS)('the sample of a first answer, %s', (kind) => {
  const table = mixedTable(kind);
  const study = mixedStudy(kind);
  const made = ready(table, study);
  const drawn = drawnReady(made, study, MOST);
  if (!drawn) throw new Error('there are more rows than that');

  it('has whole patients of the development rows alone, and every class', () => {
    const { dev } = drawn.parts;
    expect(dev.length).toBeLessThanOrEqual(MOST);
    expect(dev.length).toBeGreaterThan(MOST - 10);
    const of = new Set(Array.from(dev, (row) => made.data.unit[row]));
    expect([...dev]).toEqual([...made.parts.dev].filter((row) => of.has(made.data.unit[row])));
    if (kind === 'regression') return;
    for (const { train, valid } of drawn.parts.folds)
      for (const part of [train, valid])
        expect(new Set(Array.from(part, (row) => made.target.y[row])).size).toBe(made.target.classes.length);
  });

  it('is drawn by the seed', () => {
    expect(drawnReady(made, study, MOST)?.parts).toEqual(drawn.parts);
    expect(drawnReady(made, { ...study, seed: study.seed + 1 }, MOST)?.parts.dev).not.toEqual(
      drawn.parts.dev,
    );
  });

  it("stays in the study's own folds", () => {
    const { dev } = drawn.parts;
    expect(drawn.parts.folds).toHaveLength(made.parts.folds.length);
    drawn.parts.folds.forEach((part, f) => {
      for (const side of ['train', 'valid'] as const)
        expect([...part[side]]).toEqual([...made.parts.folds[f][side]].filter((row) => dev.includes(row)));
    });
  });
});

describe('a first answer', () => {
  test.each(KINDS)(
    '%s: is better than guessing, says of how many rows it is, and is the same again',
    async (kind) => {
      const table = mixedTable(kind);
      const run = runOf(table, kind);
      const answer = await firstAnswer(run, MOST);
      const drawn = drawnReady(run.ready, run.study, MOST);
      if (!answer || !drawn) throw new Error('there is one');
      const { metric } = run.study.search;
      expect(answer).toMatchObject({
        metric,
        folds: 3,
        of: run.ready.parts.dev.length,
      });
      expect(answer.rows).toBe(drawn.parts.dev.length);
      const y = Array.from(drawn.parts.dev, (row) => run.ready.target.y[row]);
      const mean = y.reduce((sum, v) => sum + v, 0) / y.length;
      const spread = Math.sqrt(y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / y.length);
      if (metric === 'rmse') expect(answer.score).toBeLessThan(spread);
      else expect(answer.score).toBeGreaterThan(0.6);
      expect(await firstAnswer(runOf(table, kind), MOST)).toEqual(answer);
    },
  );

  test.each(KINDS)('%s: is not moved by what any row outside of the sample holds', async (kind) => {
    const table = mixedTable(kind);
    const run = runOf(table, kind);
    const kept = new Set(drawnReady(run.ready, run.study, MOST)?.parts.dev);
    const other = runOf(withOthers(table, kept), kind);
    expect(drawnReady(other.ready, other.study, MOST)?.parts).toEqual(
      drawnReady(run.ready, run.study, MOST)?.parts,
    );
    const answer = await firstAnswer(run, MOST);
    expect(answer).not.toBeNull();
    expect(await firstAnswer(other, MOST)).toEqual(answer);
  });

  it('is left out where the rows are few, the steps leave gaps, or the search is to end', async () => {
    const table = mixedTable('binary');
    expect(await firstAnswer(runOf(table, 'binary'))).toBeNull();
    const steps = [{ id: 'one-hot', step: 'one-hot', params: {} }];
    expect(await firstAnswer(runOf(table, 'binary', { steps }), MOST)).toBeNull();
    const ending = runOf(table, 'binary');
    ending.gate.end('cancel');
    expect(await firstAnswer(ending, MOST)).toBeNull();
  });
});
