import { describe, expect, it } from 'vitest';
import { families, familyByName, usualFamilies } from '../../models/index';
import { emptyStudy } from '../../study/defaults';
import type { ParamValue } from '../../study/params';
import type { Study } from '../../study/schema';
import { countCombinations, type Space } from '../../study/space';
import { withSearch } from '../../study/with-search';
import {
  searchProblem,
  setDomain,
  setStepDomain,
  toggleFamily,
  triedSpace,
  withSeeds,
  withStrategy,
} from './search-edits';

const [logistic, mlp] = ['logistic', 'mlp'].map(familyByName);
const study = (space: Space = {}): Study => withSearch(emptyStudy('s'), { space });

describe('editing a search', () => {
  it('lets families join with their proposed space, in the order of the registry, and leave', () => {
    const both = toggleFamily(toggleFamily(study(), mlp, families), logistic, families);
    expect(Object.keys(both.search.space)).toEqual(['logistic', 'mlp']);
    expect(both.search.space.mlp).toEqual(mlp.space());
    expect(Object.keys(toggleFamily(both, logistic, families).search.space)).toEqual(['mlp']);
  });

  it('changes one domain and leaves the others alone', () => {
    const before = study({ mlp: mlp.space() });
    const after = setDomain(before, 'mlp', 'dropout', { kind: 'choice', values: [0.1] });
    expect(after.search.space.mlp.dropout).toEqual({ kind: 'choice', values: [0.1] });
    expect(after.search.space.mlp.hidden).toBe(before.search.space.mlp.hidden);
    expect(setDomain(before, 'mlp', 'dropout', before.search.space.mlp.dropout)).toBe(before);
  });

  it('brings what another strategy needs, and leaves what was changed by hand', () => {
    const before = study({ mlp: mlp.space() });
    const built = withStrategy(before, 'architecture');
    expect(Object.keys(built.search.space)).toEqual(['layers']);
    expect(built.search.budget).toEqual({ ...before.search.budget, trials: 40 });
    expect(Object.keys(withStrategy(built, 'tpe').search.space)).toEqual(
      usualFamilies('table').map(({ name }) => name),
    );
    expect(withStrategy(built, 'tpe').search.budget).toEqual(before.search.budget);
    const own = withSearch(before, { budget: { trials: 12, minutes: 3 } });
    expect(withStrategy(own, 'architecture').search.budget).toEqual({ trials: 12, minutes: 3 });
  });

  it('says what stands against a start', () => {
    const codeOf = (s: Study) => searchProblem(s)?.code ?? null;
    const good = study({ logistic: logistic.space() });
    const withRate = (low: number, high: number, log = false) =>
      setDomain(good, 'logistic', 'learningRate', { kind: 'float', low, high, log });
    expect(codeOf(good)).toBeNull();
    expect(codeOf(study())).toBe('space.empty');
    expect(codeOf(setDomain(good, 'logistic', 'batchSize', { kind: 'choice', values: [] }))).toBe(
      'space.empty',
    );
    expect(codeOf(withRate(1, 0.1))).toBe('space.bounds');
    expect(codeOf(withRate(0, 0.1, true))).toBe('space.logThroughZero');
    expect(codeOf(withSearch(good, { budget: { trials: 0, minutes: 5 } }))).toBe('budget.zero');
    expect(codeOf(withSearch(good, { budget: { trials: 5, minutes: 0 } }))).toBe('budget.zero');
  });

  it('says what stands against conditions and steps that are tried', () => {
    const codeOf = (s: Study) => searchProblem(s)?.code ?? null;
    const good = {
      ...study({ mlp: mlp.space() }),
      steps: [{ id: 'impute-1', step: 'impute', params: {} }],
    };
    const withCondition = (key: string, ...values: ParamValue[]) =>
      setDomain(good, 'mlp', 'dropout', { ...mlp.space().dropout, when: { key, in: values } });
    expect(codeOf(withCondition('hidden', [64, 32]))).toBeNull();
    expect(codeOf(withCondition('layers', 2))).toBe('space.missingParent');
    expect(codeOf(withCondition('hidden', [7]))).toBe('space.neverActive');
    expect(codeOf(withCondition('dropout', 0))).toBe('space.circular');
    const on = (...values: boolean[]) => setStepDomain(good, 'impute-1', 'on', { kind: 'choice', values });
    expect(codeOf(on(true, false))).toBeNull();
    expect(codeOf(on())).toBe('space.empty');
  });

  it('tries a step with and without, and leaves no trace when it is kept as it is', () => {
    const before = study({ logistic: logistic.space() });
    const flag = { kind: 'choice' as const, values: [true, false] };
    const both = setStepDomain(setStepDomain(before, 'a-1', 'on', flag), 'a-1', 'keep', flag);
    expect(both.search.steps).toEqual({ 'a-1': { on: flag, keep: flag } });
    const one = setStepDomain(both, 'a-1', 'keep', null);
    expect(one.search.steps).toEqual({ 'a-1': { on: flag } });
    expect(JSON.stringify(setStepDomain(one, 'a-1', 'on', null))).toBe(JSON.stringify(before));
  });

  it('counts a grid of ranges, and no end of combinations for any other strategy', () => {
    const steps = [{ id: 'clahe-1', step: 'clahe', params: {} }];
    const flag = { kind: 'choice' as const, values: [true, false] };
    const of = (strategy: string) =>
      countCombinations(
        triedSpace(
          setStepDomain(
            { ...withSearch(study({ logistic: logistic.space() }), { strategy }), steps },
            'clahe-1',
            'on',
            flag,
          ),
        ),
      ).total;
    // With and without a step × 5 learning rates × 5 weight decays × 2 batch sizes.
    expect(of('grid')).toBe(100);
    expect(of('random')).toBe(Number.POSITIVE_INFINITY);
  });

  it('several networks are said, one is not', () => {
    const before = study();
    const four = withSeeds(before, 4);
    expect(four.training).toEqual({ ...before.training, seeds: 4 });
    expect(withSeeds(four, 1)).toEqual(before);
    expect('seeds' in withSeeds(four, 1).training).toBe(false);
  });

  it('does not let one empty family hide behind a full one', () => {
    const space = { logistic: logistic.space(), mlp: { hidden: { kind: 'choice' as const, values: [] } } };
    expect(searchProblem(study(space))?.code).toBe('space.empty');
  });
});
