import { expect, test } from 'vitest';
import { checkGraph } from './check-graph';
import { explainedLogit, lossGradient, softLossSum, softTargets } from './targets';

const f32 = Float32Array.of.bind(Float32Array);

test('smoothed cross-entropy and its gradient are those of PyTorch', () => {
  // PyTorch 2.15, float64: cross_entropy(z, [2, 1], label_smoothing=.1, reduction='none'); gradient of
  // (loss * [.5, 1.5]).mean(). Targets stand in float32 here: seven digits.
  const z = [0.3, -1.2, 2, 1.5, 0.2, -0.7];
  const targets = softTargets('softmax', 3, 0.1, f32(2, 1), f32(0.5, 1.5), null);
  const one = (row: number) =>
    softLossSum(
      'softmax',
      z.slice(row * 3, row * 3 + 3),
      { t: targets.t.slice(row * 3, row * 3 + 3), w: f32(1) },
      3,
    );
  expect(one(0)).toBeCloseTo(0.3650045782861239, 6);
  expect(one(1)).toBeCloseTo(1.611163881924586, 6);
  const wanted = [
    0.028996382212514465, -3.947925292985266e-6, -0.02899243428722148, 0.5171680405334556,
    -0.5522419717876802, 0.03507393125422471,
  ];
  lossGradient('softmax', z, targets, 3).forEach((g, i) => {
    expect(g).toBeCloseTo(wanted[i], 6);
  });
  // binary_cross_entropy_with_logits([.3, -1.2], [.95, .05]): labels 1 and 0 smoothed by .1.
  const binary = softTargets('binary', 1, 0.1, f32(1, 0), null, null);
  expect([...binary.t].map((t) => +t.toFixed(6))).toEqual([0.95, 0.05]);
  expect(softLossSum('binary', [0.3, -1.2], binary, 1)).toBeCloseTo(
    0.5693552444685271 + 0.32328246733803123,
    6,
  );
});

test('a mixed pair has the mean of both losses, weights counted in', () => {
  const y = f32(0, 1, 1);
  const w = f32(2, 0.5, 1);
  const mix = { partner: Uint32Array.of(1, 2, 0), share: f32(0.7, 0.5, 1) };
  const z = [0.4, -0.3, 1.1];
  const mixed = softTargets('binary', 1, 0, y, w, mix);
  const loss = (logit: number, label: number) =>
    softLossSum('binary', [logit], { t: f32(label), w: f32(1) }, 1);
  const wanted = z.reduce((sum, logit, i) => {
    const j = mix.partner[i];
    const share = mix.share[i];
    return sum + share * w[i] * loss(logit, y[i]) + (1 - share) * w[j] * loss(logit, y[j]);
  }, 0);
  expect(softLossSum('binary', z, mixed, 1)).toBeCloseTo(wanted, 6);
});

test('a value is not smoothed', () => {
  expect([...softTargets('mse', 1, 0.2, f32(1.5, -2), null, null).t]).toEqual([1.5, -2]);
});

test('class 0 of a binary net is its one logit turned round', () => {
  const binary = checkGraph('binary').spec;
  expect([...explainedLogit(binary, 1, 1)]).toEqual([1]);
  expect([...explainedLogit(binary, 1, 0)]).toEqual([-1]);
  expect([...explainedLogit(checkGraph('softmax').spec, 3, 1)]).toEqual([0, 1, 0]);
});
