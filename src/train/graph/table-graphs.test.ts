import { expect, test } from 'vitest';
import { familiesFor } from '../../models';
import type { Shapes } from '../../models/family';
import type { GraphSpec } from '../../models/graph';
import { rng } from '../../study/random';
import { openTrainer } from '../open-trainer';
import { Pace } from '../pacing';
import type { Rows } from '../trainer';
import { openWasmGraphs } from '../wasm/open-wasm-graphs';

// Graph nets of a table alone: our own kernels and those of TensorFlow.js train them alike.

const outcomes = {
  binary: { kind: 'binary', classes: 2 },
  multiclass: { kind: 'multiclass', classes: 3 },
  regression: { kind: 'regression', classes: 0 },
} as const;
const D = 5;

/** Rows whose outcome is a product of two columns, cut into classes. */
function rows(n: number, kind: keyof typeof outcomes): Rows {
  const random = rng('table graphs', kind, n);
  const x = Float32Array.from({ length: n * D }, () => random.normal());
  const y = Float32Array.from({ length: n }, (_, i) => {
    const value = x[i * D] * x[i * D + 1];
    return kind === 'regression'
      ? value
      : kind === 'binary'
        ? Number(value > 0)
        : Number(value > -0.3) + Number(value > 0.3);
  });
  return { n, d: D, x, y, w: Float32Array.from({ length: n }, (_, i) => 0.5 + (i % 3) / 2) };
}

const graphs = familiesFor('table').filter((family) => {
  const shapes: Shapes = { inputs: D, ...outcomes.binary };
  return family.spec({}, shapes).kind === 'graph';
});
const cases = graphs.flatMap((family) =>
  (['binary', 'multiclass', 'regression'] as const).map((kind) => ({ name: family.name, family, kind })),
);

test('there is such a family', () => expect(graphs.length).toBeGreaterThan(0));

test.each(cases)('$name, $kind', async ({ family, kind }) => {
  const spec = family.spec(
    { schedule: 'warmCosine', clipNorm: 1 },
    { inputs: D, ...outcomes[kind] },
  ) as GraphSpec;
  const [train, valid] = [rows(97, kind), rows(41, kind)];
  const told: { losses: number[]; p: Float32Array; weights: number }[] = [];
  for (const trainer of [await openWasmGraphs(new Pace({ now: () => 0 })), await openTrainer('cpu')]) {
    const run = await trainer.start({ spec, train, valid, key: ['table graphs'], epochs: 3 });
    const losses: number[] = [];
    let p = new Float32Array(0);
    for (const epoch of [1, 2, 3]) {
      const result = await run.epoch(epoch, new AbortController().signal);
      losses.push(result.trainLoss, result.validLoss);
      p = Float32Array.from(result.validPredictions);
    }
    const weights = await run.weights();
    const again = await trainer.predict(spec, weights, valid.x, valid.n);
    for (const [i, value] of again.entries()) expect(value).toBeCloseTo(p[i], 5);
    told.push({ losses, p, weights: weights.length });
    run.dispose();
    expect(trainer.memory()).toEqual({ tensors: 0, bytes: 0 });
  }
  const [own, stock] = told;
  for (const [i, loss] of own.losses.entries()) expect(loss).toBeCloseTo(stock.losses[i], 4);
  for (const [i, value] of own.p.entries()) expect(value).toBeCloseTo(stock.p[i], 4);
  expect(own.losses[4]).toBeLessThan(own.losses[0]);
});
