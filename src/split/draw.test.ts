import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { drawUnits } from './draw';

const all = (n: number) => Uint32Array.from({ length: n }, (_, row) => row);
const own = (n: number) => Int32Array.from({ length: n }, (_, row) => row);
const count = (rows: Uint32Array, stratum: Int32Array, code: number) =>
  rows.filter((row) => stratum[row] === code).length;

describe('rows drawn by whole units', () => {
  it('are all where they are few enough, and the same again with the same seed', () => {
    const stratum = Int32Array.from({ length: 300 }, (_, row) => +(row % 3 === 0));
    const of = { unit: own(300), stratum };
    const draw = (seed: number) => drawUnits(all(300), of, { most: 60, least: 5 }, rng(seed));
    const rows = all(60);
    expect(drawUnits(rows, of, { most: 60, least: 5 }, rng(1))).toBe(rows);
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('have each class by its share: of 10,000 rows with 30 % of it, 4,000 with 30 %', () => {
    const stratum = Int32Array.from({ length: 10_000 }, (_, row) => +(row % 10 < 3));
    const drawn = drawUnits(all(10_000), { unit: own(10_000), stratum }, { most: 4000, least: 50 }, rng(1));
    expect(drawn).toHaveLength(4000);
    expect(count(drawn, stratum, 1)).toBe(1200);
  });

  it('have as many of a rare class as are asked for, or all that there are', () => {
    const stratum = Int32Array.from({ length: 20_000 }, (_, row) => (row < 80 ? 1 : row < 90 ? 2 : 0));
    const drawn = drawUnits(all(20_000), { unit: own(20_000), stratum }, { most: 400, least: 50 }, rng(1));
    expect(drawn).toHaveLength(400);
    expect([0, 1, 2].map((code) => count(drawn, stratum, code))).toEqual([340, 50, 10]);
  });

  it('take a patient who brings more of a rare class than its quota where nobody else has it', () => {
    const unit = Int32Array.from({ length: 1000 }, (_, row) => (row < 30 ? 0 : row));
    const stratum = Int32Array.from({ length: 1000 }, (_, row) => +(row < 30));
    const drawn = drawUnits(all(1000), { unit, stratum }, { most: 100, least: 1 }, rng(1));
    expect(count(drawn, stratum, 1)).toBe(30);
    expect(drawn.length).toBeLessThanOrEqual(100);
  });

  it('are never part of a patient, never too many, and never without a class that fits', () => {
    const table = fc.record({
      units: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 80, maxLength: 200 }),
      classes: fc.infiniteStream(fc.integer({ min: 0, max: 2 })),
      seed: fc.integer(),
    });
    fc.assert(
      fc.property(table, ({ units, classes, seed }) => {
        const n = units.length;
        const unit = Int32Array.from(units);
        const stratum = Int32Array.from({ length: n }, () => classes.next().value as number);
        const drawn = drawUnits(all(n), { unit, stratum }, { most: 60, least: 5 }, rng(seed));
        const taken = new Set(Array.from(drawn, (row) => unit[row]));
        expect(drawn.length).toBeLessThanOrEqual(60);
        expect([...drawn]).toEqual([...all(n)].filter((row) => taken.has(unit[row])));
        expect(new Set(Array.from(drawn, (row) => stratum[row]))).toEqual(new Set(stratum));
      }),
    );
  });
});
