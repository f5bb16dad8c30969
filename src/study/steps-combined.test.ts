import { describe, expect, it } from 'vitest';
import { emptyStudy } from './defaults';
import type { Domain } from './space';
import { combinedSteps, searchedSteps, stepParamsOf } from './steps-combined';

const choice = (...values: (string | number | boolean)[]): Domain => ({ kind: 'choice', values });

describe('combinations of steps', () => {
  it('are one where nothing of the steps is searched', () => {
    expect(combinedSteps({}, 16)).toEqual([{}]);
  });

  it('have the parameters of a step only where it stands in the pipeline', () => {
    const study = emptyStudy('s');
    study.steps = [
      { id: 'a', step: 'winsorize', params: {} },
      { id: 'b', step: 'log', params: {} },
    ];
    study.search.steps = {
      a: { on: choice(false, true), limit: { kind: 'int', low: 1, high: 5, log: false, step: 2 } },
      b: { on: choice(false, true) },
    };
    const domains = searchedSteps(study);
    expect(Object.keys(domains)).toEqual(['a:on', 'a:limit', 'b:on']);
    // 1 without a, 3 with it; each with b and without.
    const all = combinedSteps(domains, 16);
    expect(all).toHaveLength(8);
    expect(all).toContainEqual({ 'a:on': false, 'b:on': true });
    expect(all).toContainEqual({ 'a:on': true, 'a:limit': 5, 'b:on': false });
    expect(combinedSteps(domains, 7)).toBeNull();
  });

  it('are endless where a parameter is continuous', () => {
    const limit: Domain = { kind: 'float', low: 0, high: 1, log: false };
    expect(combinedSteps({ 'a:limit': limit }, 16)).toBeNull();
    expect(combinedSteps({ 'a:limit': { ...limit, low: 1 } }, 16)).toEqual([{ 'a:limit': 1 }]);
  });

  it('are told from a configuration by their keys', () => {
    const params = { learningRate: 0.1, 'a:on': true };
    expect(stepParamsOf({ family: 'mlp', params })).toEqual({ 'a:on': true });
  });
});
