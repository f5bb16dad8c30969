import { describe, expect, it } from 'vitest';
import { defaultsOf, invalidParam } from '../study/params';
import { checkSpace, countCombinations } from '../study/space';
import { families, familyByName } from '.';
import type { Shapes } from './family';

/** What every model family must do. A new family is tested here by standing in the registry. */

const binary: Shapes = { inputs: 30, kind: 'binary', classes: 2 };

describe.each(families.map((family) => ({ family })))('$family.name', ({ family }) => {
  it('has valid defaults and proposes only valid values of its own parameters', () => {
    const defaults = defaultsOf(family.params);
    for (const param of family.params) expect(invalidParam(param, defaults[param.key])).toBeNull();
    for (const [key, domain] of Object.entries(family.space())) {
      const param = family.params.find((p) => p.key === key);
      expect(param, key).toBeDefined();
      if (domain.kind === 'choice')
        for (const value of domain.values) expect(invalidParam(param!, value)).toBeNull();
    }
  });

  it('proposes a space that can be counted and holds a search of 20 trials', () => {
    const space = { [family.name]: family.space() };
    checkSpace(space);
    const { total } = countCombinations(space);
    expect(Number.isFinite(total)).toBe(true);
    expect(total).toBeGreaterThanOrEqual(20);
  });

  it('ends in one linear unit, or one a class', () => {
    const { params } = family;
    const last = (shapes: Shapes) => {
      const { inputs, layers, loss } = family.spec(defaultsOf(params), shapes);
      return { inputs, loss, last: layers.at(-1) };
    };
    const linear = (units: number) => ({ units, activation: 'linear', dropout: 0 });
    expect(last(binary)).toEqual({ inputs: 30, loss: 'binary', last: linear(1) });
    expect(last({ ...binary, kind: 'multiclass', classes: 6 })).toEqual({
      inputs: 30,
      loss: 'softmax',
      last: linear(6),
    });
    expect(last({ ...binary, kind: 'regression', classes: 0 })).toEqual({
      inputs: 30,
      loss: 'mse',
      last: linear(1),
    });
  });

  it('takes the default for what a configuration does not say', () => {
    expect(family.spec({}, binary)).toEqual(family.spec(defaultsOf(family.params), binary));
  });

  it('hands its optimizer what was chosen', () => {
    const chosen = { learningRate: 0.05, weightDecay: 0.2, batchSize: 256 };
    expect(family.spec(chosen, binary).optimizer).toEqual({ kind: 'adamw', ...chosen });
  });
});

it('logistic regression has no hidden layer', () => {
  expect(familyByName('logistic').spec({}, binary).layers.length).toBe(1);
});

it('the perceptron has the hidden layers chosen, each with dropout', () => {
  const { layers } = familyByName('mlp').spec({ hidden: [128, 64, 32], dropout: 0.4 }, binary);
  expect(layers.slice(0, -1)).toEqual(
    [128, 64, 32].map((units) => ({ units, activation: 'relu', dropout: 0.4 })),
  );
});

it('the registry knows each family by one name', () => {
  expect(new Set(families.map((f) => f.name)).size).toBe(families.length);
  expect(() => familyByName('trees')).toThrow('study.invalid {"path":"search.space.trees"}');
});
