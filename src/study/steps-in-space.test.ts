import { describe, expect, it } from 'vitest';
import { emptyStudy } from './defaults';
import type { Study } from './schema';
import { parseStudy } from './schema';
import { countCombinations, type Domain } from './space';
import { defaultConfig, spaceOf, stepParam, stepsOf, studyOf } from './steps-in-space';

const flag: Domain = { kind: 'choice', values: [true, false] };
const clip: Domain = { kind: 'float', low: 1, high: 4, log: false };
const base = emptyStudy('s');
const study: Study = {
  ...base,
  steps: [
    { id: 'impute-1', step: 'impute', params: { indicator: true } },
    { id: 'clahe-1', step: 'clahe', params: { clip: 2, tiles: 8 } },
  ],
  search: {
    ...base.search,
    space: { logistic: { rate: { kind: 'choice', values: [1, 2, 3] } }, plain: {} },
    steps: { 'clahe-1': { on: flag, tiles: { kind: 'choice', values: [4, 8] } }, 'gone-1': { on: flag } },
  },
};

describe('steps in the space', () => {
  it('are parameters of every family, those of a step only where it stands in the pipeline', () => {
    const space = spaceOf(study);
    expect(Object.keys(space.logistic)).toEqual(['clahe-1:on', 'clahe-1:tiles', 'rate']);
    expect(space.plain['clahe-1:tiles'].when).toEqual({ key: 'clahe-1:on', in: [true] });
    expect(countCombinations(space).perFamily).toMatchObject({ logistic: { total: 9 }, plain: { total: 3 } });
    const always = { ...study.search, steps: { 'clahe-1': { clip } } };
    expect(spaceOf({ ...study, search: always }).plain).toEqual({ 'clahe-1:clip': clip });
    expect(stepParam('clahe-1:on')).toEqual({ id: 'clahe-1', key: 'on' });
    expect(stepParam('rate')).toBeNull();
  });

  it('make the pipeline that a configuration says, and leave the rest as it stands', () => {
    const steps = (params: Record<string, boolean | number>) =>
      stepsOf(study.steps, { family: 'plain', params });
    expect(steps({ rate: 2 })).toEqual(study.steps);
    expect(steps({ 'clahe-1:on': false })).toEqual([study.steps[0]]);
    expect(steps({ 'clahe-1:on': true, 'clahe-1:tiles': 4 })[1].params).toEqual({ clip: 2, tiles: 4 });
    expect(study.steps[1].params).toEqual({ clip: 2, tiles: 8 });
    expect(studyOf(study, { family: 'plain', params: { 'clahe-1:on': false } }).search).toBe(study.search);
  });

  it('stand in the default configuration as they are, beside what is searched of the family', () => {
    expect(defaultConfig(study, 'logistic', { rate: 2, batchSize: 32 })).toEqual({
      family: 'logistic',
      params: { 'clahe-1:on': true, 'clahe-1:tiles': 8, rate: 2 },
    });
  });

  it('survive the study document, with conditions', () => {
    const when = { key: 'clahe-1:on', in: [true] };
    const search = { ...study.search, steps: { 'clahe-1': { on: flag, clip: { ...clip, when } } } };
    expect(parseStudy(JSON.parse(JSON.stringify({ ...study, search })))).toEqual({ ...study, search });
  });
});
