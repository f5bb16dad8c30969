import { expect, it } from 'vitest';
import type { InputShape, Trial } from '../../study/events';
import { shapeOf, type TrialNetwork, trialNetwork } from './trial-network';

type Params = Trial['config']['params'];
const task = { kind: 'binary' as const, classes: ['0', '1'] };
const trial = (family: string, params: Params, shape?: InputShape) => ({
  config: { family, params },
  ...(shape && { shape }),
});
const network = (family: string, params: Params, shape: InputShape) =>
  trialNetwork({ family, params }, shape, task) as TrialNetwork;

it('a trial that has not ended is drawn with what another with the same inputs was given', () => {
  const running = trial('mlp', { hidden: [16], 'impute-1:on': true });
  const ended = [
    trial('transfer', {}, { inputs: 1280 }),
    // The steps for networks are not a regression's.
    trial('logistic', { 'impute-1:on': true }, { inputs: 7 }),
    trial('layers', { 'impute-1:on': false }, { inputs: 9 }),
    trial('layers', { learningRate: 0.1, 'impute-1:on': true }, { inputs: 12 }),
  ];
  expect(shapeOf(running, ended)).toEqual({ inputs: 12 });
  expect(shapeOf({ ...running, shape: { inputs: 5 } }, ended)).toEqual({ inputs: 5 });
});

it('where nobody knows the inputs, as in a journal of an earlier version, there is no shape', () => {
  expect(
    shapeOf(trial('mlp', {}), [trial('transfer', {}, { inputs: 1280 }), trial('mlp', {})]),
  ).toBeUndefined();
});

it('what is not in a configuration has its default', () => {
  const made = network('mlp', { dropout: 0 }, { inputs: 4 });
  expect(made.sketch.parts.filter(({ kind }) => kind === 'hidden')).toHaveLength(2);
  expect(made).toMatchObject({ weightDecay: true, dropout: false, cell: null, tuned: false });
  expect(network('mlp', { weightDecay: 0 }, { inputs: 4 }).weightDecay).toBe(false);
});

it('knows a cell, how often it stands, and a backbone whose top is trained', () => {
  const shape = { inputs: 28 * 28, picture: [28, 28, 1] as const, table: 0 };
  const { cell } = network('cells', { depth: 2, edge01: 'none', edge03: 'pool3' }, shape);
  expect(cell).toMatchObject({ each: 2, all: 6 });
  expect(cell?.edges.filter(({ live }) => live)).toEqual([
    { from: 0, to: 3, operation: 'pool3', live: true },
  ]);
  expect(network('resnet', {}, shape).cell).toBeNull();
  expect(network('transfer', { fineTune: 2 }, { inputs: 1280 }).tuned).toBe(true);
  expect(network('transfer', {}, { inputs: 1280 }).tuned).toBe(false);
});

it('the number of classes and the outcome decide the output', () => {
  const of = (kind: 'multiclass' | 'regression', classes: string[]) =>
    trialNetwork(trial('logistic', {}).config, { inputs: 4 }, { kind, classes })?.sketch.parts.at(-1);
  expect(of('multiclass', ['a', 'b', 'c'])).toEqual({ kind: 'output', units: 3, loss: 'softmax' });
  expect(of('regression', [])).toEqual({ kind: 'output', units: 1, loss: 'mse' });
});

it('trees are no network', () => {
  expect(trialNetwork({ family: 'boosted-trees', params: {} }, { inputs: 4 }, task)).toBeNull();
});
