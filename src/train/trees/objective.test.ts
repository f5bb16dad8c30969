import { expect, it } from 'vitest';
import { rng } from '../../study/random';
import { lossSum } from '../losses';
import { baseScores, binaryPass, boostingGradients, meanLossSum } from './objective';

const random = rng('trees objective');

it('one pass over many rows gives the sum of their losses, and their gradients', () => {
  const z = Float64Array.from({ length: 2000 }, (_, i) => random.normal() * (i % 20 === 0 ? 300 : 3));
  const y = Float32Array.from(z, () => random.int(2));
  const sum = lossSum('binary', z, y, 1);
  const [found, expected] = [0, 1].map(() => ({ g: new Float64Array(2000), h: new Float64Array(2000) }));
  expect(binaryPass(z, y, found) / sum).toBeCloseTo(1, 12);
  boostingGradients(
    { loss: 'binary', classes: 2 },
    { n: 2000, d: 0, x: new Float32Array(0), y },
    z,
    0,
    expected,
  );
  for (let i = 0; i < 2000; i++) {
    expect(found.g[i]).toBeCloseTo(expected.g[i], 14);
    expect(found.h[i]).toBeCloseTo(expected.h[i], 14);
  }
});

it.each(['binary', 'softmax', 'mse'] as const)('%s: gradients are slopes of the weighted loss', (loss) => {
  const spec = { loss, classes: 3 };
  const scores = loss === 'softmax' ? 3 : 1;
  const w = Float32Array.of(0.5, 1.5);
  const rows = { n: 2, d: 0, x: new Float32Array(0), y: Float32Array.of(1, 0), w };
  const raw = Float64Array.from({ length: 2 * scores }, () => random.normal());
  // Squared error counts half.
  const at = (z: Float64Array) => lossSum(loss, z, rows.y, scores, w) / (loss === 'mse' ? 2 : 1);
  for (let k = 0; k < scores; k++) {
    const found = { g: new Float64Array(2), h: new Float64Array(2) };
    boostingGradients(spec, rows, raw, k, found);
    for (const row of [0, 1]) {
      const step = 1e-4;
      const moved = (by: number) => at(raw.map((z, i) => (i === row * scores + k ? z + by : z)));
      expect(found.g[row]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 6);
      const bend = (moved(step) - 2 * at(raw) + moved(-step)) / step ** 2;
      expect(found.h[row]).toBeCloseTo(loss === 'softmax' ? 1.5 * bend : bend, 5);
    }
  }
});

it('a class without rows is half a row, and a probability of 0 no infinite loss', () => {
  const rows = { n: 2, d: 0, x: new Float32Array(0), y: Float32Array.of(1, 1) };
  expect(baseScores({ loss: 'binary', classes: 2 }, rows)[0]).toBeCloseTo(Math.log(4), 6);
  expect(meanLossSum({ loss: 'binary', classes: 2 }, Float32Array.of(0, 1), rows)).toBeCloseTo(
    -Math.log(1e-7),
    5,
  );
});
