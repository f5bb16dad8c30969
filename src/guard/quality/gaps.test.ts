import { describe, expect, it } from 'vitest';
import type { Column, Target } from '../../data/dataset';
import { cat, num, table } from '../../prep/test-tables';
import { emptyStudy } from '../../study/defaults';
import { rng } from '../../study/random';
import type { Study } from '../../study/schema';
import { applyFix } from './finding';
import { gaps } from './gaps';
import { missingByOutcome } from './outcome';

const N = 300;
const random = rng('gaps');
const ill = Array.from({ length: N }, () => +(random.next() < 0.4));
const binary: Target = { kind: 'binary', classes: ['well', 'ill'], y: Float64Array.from(ill) };
const dev = Uint32Array.from({ length: N }, (_, row) => row);
const value = (there: (row: number) => boolean) =>
  num(...ill.map((_, row) => (there(row) ? random.normal() : null)));

function about(column: Column, target = binary, known?: 'yes') {
  const study: Study = {
    ...emptyStudy('gaps'),
    columns: [{ name: 'x', type: 'continuous', role: 'feature', stored: true, ...(known && { known }) }],
  };
  const data = table({ x: column }, N);
  return { study, table: { n: N, columns: [] }, profile: [], data, target, dev };
}
const ask = (...args: Parameters<typeof about>) => gaps(about(...args));

describe('a value that is there only with the outcome', () => {
  it('gives it away, however few have it', () => {
    const some = value((row) => ill[row] === 1 && row % 3 === 0);
    const rows = ill.filter((y, row) => y === 1 && row % 3 === 0).length;
    const [found] = ask(some);
    expect(found).toMatchObject({ key: 'valueTells', level: 'question', columns: ['x'] });
    expect(found.params).toMatchObject({ name: 'x', level: 'ill', rows, share: 100 });
    expect(found.fixes.map((fix) => fix.key)).toEqual(['known', 'notKnown']);
    // Ignored, it is not asked about; nor once somebody has said that it is known.
    const left = applyFix(about(some).study, found.fixes[1]);
    expect(left.columns[0]).toMatchObject({ role: 'ignore', known: 'no' });
    expect(ask(some, binary, 'yes')).toEqual([]);
  });

  it('and one that is missing only without it, or is words', () => {
    expect(ask(value((row) => ill[row] === 1 || row % 3 > 0))[0]).toMatchObject({
      key: 'gapTells',
      params: { level: 'well', share: 100 },
    });
    expect(ask(cat(ill.map((y, row) => (y === 1 && row % 2 ? 'seen' : null))))).toHaveLength(1);
  });

  it('is told once: not among those that are missing more often', () => {
    const told = value((row) => ill[row] === 1);
    expect(ask(told)).toHaveLength(1);
    expect(missingByOutcome(about(told))).toEqual([]);
    // As a test is that is ordered for the ill: asked about as before, and no leak.
    const ordered = value((row) => random.next() < (ill[row] === 1 ? 0.8 : 0.3));
    expect(ask(ordered)).toEqual([]);
    expect(missingByOutcome(about(ordered))).toHaveLength(1);
  });

  it('one of several classes', () => {
    const classes = ill.map((y, row) => (y === 1 ? 2 : row % 2));
    const target: Target = { kind: 'multiclass', classes: ['a', 'b', 'c'], y: Float64Array.from(classes) };
    expect(
      ask(
        value((row) => classes[row] === 1),
        target,
      )[0].params,
    ).toMatchObject({ level: 'b' });
  });

  it('a number: higher, or lower, where it is there', () => {
    const y = ill.map((one) => 50 + 30 * one + random.normal());
    const target = (sign: number): Target => ({
      kind: 'regression',
      classes: [],
      y: Float64Array.from(y, (v) => sign * v),
    });
    const there = value((row) => ill[row] === 1);
    expect(ask(there, target(1))[0]).toMatchObject({ key: 'valueHigher', params: { share: 100, rows: N } });
    expect(ask(there, target(-1))[0]).toMatchObject({ key: 'valueLower' });
    expect(
      ask(
        value(() => random.next() < 0.5),
        target(1),
      ),
    ).toEqual([]);
  });
});

describe('nobody is accused', () => {
  it('where a few values fall on one class by chance', () => {
    // Eight of eight: at four in ten once in fifteen hundred columns.
    let left = 8;
    expect(ask(value((row) => ill[row] === 1 && left-- > 0))).toEqual([]);
  });

  it('where one gap alone is of the rarer class', () => {
    const rare = ill.map((_, row) => +(row % 20 > 0));
    const target: Target = { ...binary, y: Float64Array.from(rare) };
    expect(
      ask(
        value((row) => row !== 20),
        target,
      ),
    ).toEqual([]);
  });

  it('where values are there or not at random, or everywhere', () => {
    for (const share of [0.05, 0.3, 0.9]) expect(ask(value(() => random.next() < share))).toEqual([]);
    expect(ask(value(() => true))).toEqual([]);
    expect(ask(value(() => false))).toEqual([]);
  });
});
