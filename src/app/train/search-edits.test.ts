import { describe, expect, it } from 'vitest';
import { families } from '../../models/index';
import { emptyStudy } from '../../study/defaults';
import type { Study } from '../../study/schema';
import type { Space } from '../../study/space';
import { searchProblem, setDomain, toggleFamily, withSearch } from './search-edits';

const [logistic, mlp] = families;
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

  it('does not let one empty family hide behind a full one', () => {
    const space = { logistic: logistic.space(), mlp: { hidden: { kind: 'choice' as const, values: [] } } };
    expect(searchProblem(study(space))?.code).toBe('space.empty');
  });
});
