import { describe, expect, it } from 'vitest';
import { rateRange } from './rate-range';

/** Loss after each rate of eight a decade from a millionth: falls around `at`, rises again beyond `edge`. */
const sweep = (at: number, edge: number, rise = 2) =>
  Array.from({ length: 49 }, (_, i) => {
    const rate = 10 ** (-6 + i / 8);
    const fallen = 0.4 / (1 + (at / rate) ** 2);
    return { rate, loss: 0.7 - fallen + (rate > edge ? rise * Math.log10(rate / edge) : 0) };
  });

describe('the range to search', () => {
  it('reaches from a tenth of the steepest rate to where the loss stops falling', () => {
    const range = rateRange(sweep(0.003, 0.03));
    // d loss / d log rate of the made-up curve is largest where rate = at.
    expect(range?.steepest).toBeGreaterThan(0.002);
    expect(range?.steepest).toBeLessThan(0.0045);
    expect(range?.low).toBeCloseTo((range?.steepest ?? 0) / 10, 4);
    expect(range?.high).toBeGreaterThan(0.015);
    expect(range?.high).toBeLessThan(0.05);
  });

  it('is not led on by what a broken net happens to do at higher rates', () => {
    const points = sweep(0.003, 0.03);
    const lucky = points.map((p, i) => (i === 47 ? { ...p, loss: -3 } : p));
    expect(rateRange(lucky)).toEqual(rateRange(points));
  });

  it('is none where nothing fell, or next to nothing was tried', () => {
    expect(rateRange(sweep(1e9, 0.03))).toBeNull();
    expect(rateRange(sweep(0.003, 0.03).slice(0, 2))).toBeNull();
    expect(rateRange([])).toBeNull();
  });
});
