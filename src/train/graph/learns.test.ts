import { expect, test } from 'vitest';
import { familiesFor } from '../../models';
import { cnn } from '../../models/cnn';
import type { Family, Shapes } from '../../models/family';
import type { GraphSpec } from '../../models/graph';
import { rng } from '../../study/random';
import { openTrainer } from '../open-trainer';
import { Pace } from '../pacing';
import type { Rows } from '../trainer';
import { openWasmGraphs } from '../wasm/open-wasm-graphs';

const SIDE = 12;

/** Noise with a bright square of 3 x 3 in the left half (class 0) or the right (class 1), anywhere in it. */
function squares(n: number, name: string): Rows {
  const random = rng('squares', name);
  const d = SIDE * SIDE;
  const x = Float32Array.from({ length: n * d }, () => 0.3 * random.normal());
  const y = Float32Array.from({ length: n }, (_, i) => i % 2);
  for (let i = 0; i < n; i++) {
    const left = y[i] * (SIDE / 2) + random.int(SIDE / 2 - 2);
    const top = random.int(SIDE - 2);
    for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) x[i * d + (top + r) * SIDE + left + c] += 2;
  }
  return { n, d, x, y };
}

const UNSEEN = squares(60, 'unseen');

/** Probabilities of the right half for pictures not seen before, after some epochs. */
async function told(
  family: Family,
  trainer: Pick<Awaited<ReturnType<typeof openWasmGraphs>>, 'start' | 'memory'>,
  epochs: number,
): Promise<Float32Array> {
  const small = { width: 8, growth: 8, layers: 2, batchSize: 16, labelSmoothing: 0 };
  const own = new Set(family.params.map(({ key }) => key));
  const params = Object.fromEntries(Object.entries(small).filter(([key]) => own.has(key)));
  const shapes: Shapes = { inputs: SIDE * SIDE, kind: 'binary', classes: 2, picture: [SIDE, SIDE, 1] };
  const spec = family.spec(params, shapes) as GraphSpec;
  const before = trainer.memory();
  const train = squares(128, 'train');
  const run = await trainer.start({ spec, train, valid: UNSEEN, key: ['squares', family.name], epochs });
  let predictions = new Float32Array(0);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const { validPredictions } = await run.epoch(epoch, new AbortController().signal);
    predictions = Float32Array.from(validPredictions);
  }
  run.dispose();
  expect(trainer.memory()).toEqual(before);
  return predictions;
}

const families = familiesFor('picture').filter(({ reads }) => reads === 'picture');
const named = families.map((family) => ({ name: family.name, family }));

const ownKernels = () => openWasmGraphs(new Pace({ now: () => 0 }));

test.each(named)('$name tells left from right with our own kernels', async ({ family }) => {
  const predictions = await told(family, await ownKernels(), 12);
  const right = predictions.filter((p, i) => p > 0.5 === (UNSEEN.y[i] === 1));
  expect(right.length / UNSEEN.n).toBeGreaterThan(0.9);
});

test('a first epoch on the kernels of TensorFlow.js tells the same', async () => {
  const ours = await told(cnn, await ownKernels(), 1);
  const theirs = await told(cnn, await openTrainer('cpu'), 1);
  expect(new Set(ours).size).toBeGreaterThan(50);
  for (const [i, p] of ours.entries()) expect(Math.abs(theirs[i] - p)).toBeLessThan(1e-3);
});
