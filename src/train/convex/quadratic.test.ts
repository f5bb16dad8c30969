import { describe, expect, test } from 'vitest';
import type { NetSpec } from '../../models/family';
import { atOnce } from '../../study/in-pieces';
import { rng } from '../../study/random';
import { linkInverse, residuals } from '../ridge';
import type { Rows } from '../trainer';
import { Quadratic } from './quadratic';
import { type Sample, sampleOf } from './sample';
import { StandardRows } from './standard-rows';

interface Case {
  loss: NetSpec['loss'];
  n: number;
  d: number;
  units: number;
  weighted?: boolean;
  /** No row is of the last class: one stands in for it. */
  absent?: boolean;
}

/** Of five columns: a rare level, a common one, one mostly of one value, one of no variation, one of numbers. */
function rowsOf({ loss, n, d, units, weighted, absent }: Case): Rows {
  const random = rng('quadratic', loss, n);
  const value = [
    () => +(random.next() < 0.05),
    () => +(random.next() < 0.8),
    () => (random.next() < 0.3 ? random.normal() : 2),
    () => 4,
    () => random.normal(),
  ];
  const x = Float32Array.from({ length: n * d }, (_, c) => value[(c % d) % value.length]());
  const classes = (loss === 'binary' ? 2 : units) - (absent ? 1 : 0);
  const y = Float32Array.from({ length: n }, (_, i) => {
    const z = x[i * d + 1] + x[i * d + 4] + random.normal();
    return loss === 'mse' ? z : Math.min(classes - 1, Math.max(0, Math.floor(z)));
  });
  return { n, d, x, y, ...(weighted && { w: Float32Array.from(y, () => 0.2 + random.next()) }) };
}

/** How far to go from a point that is not 0, and how many columns are kept by the rows that differ. */
function step(rows: StandardRows, sample: Sample, { loss, units }: Case, l1Share: number, places?: number) {
  const { d, total, weight, y } = rows;
  const random = rng('point');
  const v = Float64Array.from({ length: units * (d + 1) }, (_, c) =>
    rows.scale[c % (d + 1)] === 0 ? 0 : random.next() < 0.5 ? 0 : 0.2 * random.normal(),
  );
  const z = new Float64Array(total * units);
  atOnce(rows.predictor(v, z));
  const r = z.slice();
  residuals(loss, r, y, weight, units);
  const gradient = new Float64Array(v.length);
  atOnce(rows.gradient(r, gradient));
  const p = linkInverse(loss, z.slice(), units);
  const quadratic = atOnce(Quadratic.of(rows, sample, loss !== 'mse', places));
  const penalty = { l1: 0.02 * l1Share, l2: 0.02 * (1 - l1Share) };
  return atOnce(quadratic.step(v, gradient, p, penalty, 1e-12));
}

describe('a column kept by the rows that differ leads where all its numbers do', () => {
  test.each<[string, Case]>([
    ['mse', { loss: 'mse', n: 80, d: 10, units: 1 }],
    ['binary, weighted', { loss: 'binary', n: 80, d: 10, units: 1, weighted: true }],
    ['binary, one class only', { loss: 'binary', n: 70, d: 10, units: 1, absent: true }],
    ['three classes, weighted', { loss: 'softmax', n: 90, d: 10, units: 3, weighted: true }],
    [
      'four classes, one of them absent, weighted',
      { loss: 'softmax', n: 90, d: 10, units: 4, weighted: true, absent: true },
    ],
    ['many rows', { loss: 'binary', n: 2600, d: 300, units: 1, weighted: true }],
    [
      'many rows of three classes, one of them absent',
      { loss: 'softmax', n: 2600, d: 300, units: 3, weighted: true, absent: true },
    ],
  ])('%s', { timeout: 60_000 }, (_, which) => {
    const rows = atOnce(StandardRows.of(rowsOf(which), which.loss, which.units));
    const sample = atOnce(sampleOf(rows));
    expect(sample.rows.length < rows.n).toBe(which.n > 2000);
    expect(rows.total - rows.n).toBe(which.absent ? 1 : 0);
    for (const l1Share of which.n > 2000 ? [0.5] : [0, 0.5, 1]) {
      const all = step(rows, sample, which, l1Share, 0);
      const differing = step(rows, sample, which, l1Share);
      expect(Math.max(...all.map(Math.abs))).toBeGreaterThan(0.01);
      for (const [c, by] of differing.entries()) expect(Math.abs(by - all[c])).toBeLessThan(1e-9);
    }
  });
});
