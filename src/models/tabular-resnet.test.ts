import { expect, it } from 'vitest';
import type { GraphSpec } from './graph';
import { countParameters, inferShapes } from './graph-shapes';
import { tabularResnet } from './tabular-resnet';

const shapes = { inputs: 10, kind: 'binary' as const, classes: 2 };
const specOf = (params = {}): GraphSpec => tabularResnet.spec(params, shapes);

it('is a linear layer, blocks with a way past them and a head, of a table alone', () => {
  const spec = specOf({ width: 8, blocks: 1, hiddenFactor: 1.5, dropout: 0.3 });
  expect(spec).toMatchObject({ picture: [0, 0, 0], table: 10, inputs: 10 });
  expect(spec.nodes).toEqual([
    { op: 'table', from: [] },
    { op: 'dense', from: [0], units: 8, bias: false },
    { op: 'batchNorm', from: [1], epsilon: 1e-5 },
    { op: 'dense', from: [2], units: 12 },
    { op: 'relu', from: [3] },
    { op: 'dropout', from: [4], rate: 0.3 },
    { op: 'dense', from: [5], units: 8, bias: false },
    { op: 'dropout', from: [6], rate: 0.3 },
    { op: 'add', from: [1, 7] },
    { op: 'batchNorm', from: [8], epsilon: 1e-5 },
    { op: 'relu', from: [9] },
    { op: 'dense', from: [10], units: 1 },
  ]);
  // 10 x 8; gamma and beta; 8 x 12 + 12; 12 x 8; gamma and beta; 8 + 1.
  expect(countParameters(spec)).toBe(80 + 16 + 108 + 96 + 16 + 9);
});

it('is a net at both ends of every hyperparameter, of one column and of many', () => {
  for (const inputs of [1, 3000])
    for (const param of tabularResnet.params) {
      const values =
        param.kind === 'choice' ? param.choices : 'low' in param ? [param.low, param.high] : [true, false];
      for (const value of values) {
        const spec = tabularResnet.spec({ [param.key]: value }, { ...shapes, inputs });
        expect(inferShapes(spec).at(-1)).toEqual([1]);
      }
    }
});

it('averages weights at a planned rate alone, and smooths no number', () => {
  expect(specOf().optimizer).toMatchObject({ schedule: 'constant', labelSmoothing: 0.1 });
  expect(specOf().optimizer.averaging).toBeUndefined();
  expect(specOf({ schedule: 'warmCosine' }).optimizer).toMatchObject({ averaging: 0.2 });
  expect(specOf({ schedule: 'warmCosine', averaging: 0 }).optimizer.averaging).toBeUndefined();
  const number = tabularResnet.spec({}, { inputs: 3, kind: 'regression', classes: 0 });
  expect(number.optimizer.labelSmoothing).toBe(0);
});
