import { expect, test } from 'vitest';
import { rng } from '../study/random';
import { pairedDifference } from './paired';

const random = rng('paired');
const N = 400;
const unit = Int32Array.from({ length: N }, (_, i) => i >> 1);
const y = Float64Array.from({ length: N }, () => +(random.next() < 0.4));
const good = Float64Array.from(y, (v) => 1 / (1 + Math.exp(-(1.5 * v - 0.8 + random.normal()))));
const bad = good.map(() => 0.1 + 0.8 * random.next());
const truth = { kind: 'binary' as const, y, classes: 2, unit };

test('a model that is better, with an interval that leaves 0 out, and the same the other way round', () => {
  const there = pairedDifference('auroc', truth, good, bad, rng(1));
  const back = pairedDifference('auroc', truth, bad, good, rng(1));
  expect(there.first).toBeGreaterThan(there.second + 0.2);
  expect(there.difference.estimate).toBe(there.first - there.second);
  expect(there.difference.low).toBeGreaterThan(0);
  expect(there.difference.method).toBe('cluster-bootstrap');
  expect(back.difference.low).toBeCloseTo(-there.difference.high!, 12);
});

test('pairing makes the interval far narrower than that of two unrelated models', () => {
  // Nearly the same predictions: unpaired, two AUROC of 400 rows could not be told apart within 0.05.
  const nearly = good.map((p) => Math.min(0.999, Math.max(0.001, p + 0.01 * (random.next() - 0.5))));
  const { difference } = pairedDifference('auroc', truth, good, nearly, rng(1));
  expect(difference.high! - difference.low!).toBeLessThan(0.01);
});

test('the same predictions differ by 0, and no interval is claimed', () => {
  const { difference } = pairedDifference('logLoss', truth, good, good, rng(1));
  expect(difference).toEqual({ estimate: 0, low: null, high: null, method: 'none' });
});

test('one class alone has no AUROC', () => {
  const one = { ...truth, y: new Float64Array(N) };
  expect(() => pairedDifference('auroc', one, good, bad, rng(1))).toThrow('evaluate.oneClass');
});
