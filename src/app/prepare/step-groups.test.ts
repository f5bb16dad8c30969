import { describe, expect, it } from 'vitest';
import { steps } from '../../prep/index';
import { firstSentence, groupedSteps } from './step-groups';

const namesIn = (search: string) =>
  Object.fromEntries(
    groupedSteps(search, () => 'plain words').map(({ group, steps: all }) => [group, all.map((s) => s.name)]),
  );

describe('the menu of steps', () => {
  it('holds every step once', () => {
    expect(Object.values(namesIn('')).flat().sort()).toEqual(steps.map((s) => s.name).sort());
  });

  it('puts each where it would be looked for', () => {
    const groups = namesIn('');
    expect(groups.missing).toContain('impute');
    expect(groups.categories).toContain('one-hot');
    expect(groups.numbers).toContain('standardize');
    expect(groups.datesAndText).toContain('date-parts');
    // Under numbers stands what rescales them and nothing else.
    const others = /impute|hot|sample|select|encod|hash|word|date|ordinal|frequency|icd/;
    expect(groups.numbers.filter((name) => others.test(name))).toEqual([]);
  });

  it('finds by name and by words, all of them', () => {
    expect(namesIn('one-hot')).toEqual({ categories: ['one-hot'] });
    expect(namesIn('WORDS standardize')).toEqual({ numbers: ['standardize'] });
    expect(namesIn('no such step')).toEqual({});
  });
});

it('says one sentence of each', () => {
  expect(firstSentence('From 0.5 to 1. Then more.')).toBe('From 0.5 to 1.');
  expect(firstSentence('빈칸을 채웁니다. 다음 문장입니다.')).toBe('빈칸을 채웁니다.');
  expect(firstSentence('Without a stop')).toBe('Without a stop');
});
