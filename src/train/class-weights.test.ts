import { expect, test } from 'vitest';
import type { Target } from '../data/dataset';
import type { NetSpec } from '../models/family';
import { balancedWeights } from './class-weights';
import { refit } from './fit';
import { openTrainer } from './open-trainer';
import type { Rows } from './trainer';

const OUTCOMES = [0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0];
const target = (kind: Target['kind'], y: number[], classes: string[]): Target => ({
  kind,
  classes,
  y: Float64Array.from(y),
});

test("weights are scikit-learn 1.9.1's compute_sample_weight('balanced')", () => {
  const weights = balancedWeights(target('binary', OUTCOMES, ['no', 'yes']));
  expect(Array.from(weights!)).toEqual(OUTCOMES.map((y) => (y === 1 ? 1.5 : 0.75)));
  // A class without rows is none of the classes to be balanced.
  expect(Array.from(balancedWeights(target('multiclass', [0, 0, 2], ['a', 'b', 'c']))!)).toEqual([
    0.75, 0.75, 1.5,
  ]);
  expect(balancedWeights(target('regression', [1.5, 2], []))).toBeUndefined();
});

// Standardized age and pressure of twelve patients. Expected: scikit-learn 1.9.1,
// LogisticRegression(C=inf, solver='newton-cholesky', tol=1e-14), with and without class_weight='balanced'.
const X = [
  [-0.9609331989577108, -0.9918936119984292],
  [-1.2171820520130991, 0.011144872044925529],
  [0.44843549284693074, -1.6605859346939988],
  [-0.06406221326384821, 1.0141833560882803],
  [1.3453064785407933, 0.4792294979318244],
  [-1.089057625485405, -0.45693975384197333],
  [1.6015553315961817, 1.68287567878385],
  [0.19218663979154124, -1.1256320765375432],
  [-0.44843549284693185, 1.3485295174360652],
  [0.9609331989577085, -0.25633205703330236],
  [-1.4734309050684886, 0.6129679624709383],
  [0.7046843459023202, -0.6575474506506442],
];
const rows: Rows = { n: 12, d: 2, x: Float32Array.from(X.flat()), y: Float32Array.from(OUTCOMES) };
const spec: NetSpec = {
  inputs: 2,
  layers: [{ units: 1, activation: 'linear', dropout: 0 }],
  loss: 'binary',
  optimizer: { kind: 'adamw', learningRate: 0.02, weightDecay: 0, batchSize: 12 },
};

test.each([
  [
    'balanced',
    balancedWeights(target('binary', OUTCOMES, ['no', 'yes'])),
    [1.4209828801014273, 0.5938993558734982],
    -0.25015333433136205,
  ],
  ['none', undefined, [1.3753570890552012, 0.6880790446385833], -0.9605344079088941],
])('training to convergence, class weights %s', async (_, w, coefficients, intercept) => {
  const trainer = await openTrainer('cpu');
  const signal = new AbortController().signal;
  const [{ kernel, bias }] = await refit({
    trainer,
    spec,
    train: { ...rows, ...(w && { w }) },
    epochs: 1500,
    key: ['class weights'],
    signal,
  });
  for (const [j, value] of coefficients.entries()) expect(kernel[j]).toBeCloseTo(value, 3);
  expect(bias[0]).toBeCloseTo(intercept, 3);
});

test('the validation loss takes no notice of weights', async () => {
  const trainer = await openTrainer('cpu');
  const initial = [{ kernel: Float32Array.of(0.5, -0.2), bias: Float32Array.of(0.1) }];
  const still = { ...spec, optimizer: { ...spec.optimizer, learningRate: 0 } };
  const losses = [];
  for (const valid of [rows, { ...rows, w: new Float32Array(12).fill(9) }]) {
    const run = await trainer.start({
      spec: still,
      train: { ...rows, w: new Float32Array(12).fill(2) },
      valid,
      key: ['v'],
      initial,
    });
    losses.push(await run.epoch(1, new AbortController().signal));
    run.dispose();
  }
  expect(losses[1].validLoss).toBe(losses[0].validLoss);
  // The training rows are the same, at twice the weight.
  expect(losses[0].trainLoss).toBeCloseTo(2 * losses[0].validLoss, 6);
});
