import { describe, expect, it } from 'vitest';
import type { Column, Dataset } from '../data/dataset';
import { applyPipeline, fitPipeline, toMatrix } from '../prep/pipeline';
import { rareLevels } from '../prep/rare-levels';
import { rng } from '../study/random';
import type { StepPlan } from '../study/schema';
import type { Member } from './predictor';
import { netSpec, randomWeights } from './testing';
import { memberWithoutRare, underTold } from './without-rare-levels';

const N = 30;
const cat = (of: (row: number) => string): Column => {
  const cells = Array.from({ length: N }, (_, row) => of(row));
  const dict = [...new Set(cells)];
  return { kind: 'cat', dict, codes: Int32Array.from(cells, (cell) => dict.indexOf(cell)) };
};
const data: Dataset = {
  n: N,
  unit: Int32Array.from({ length: N }, (_, row) => row),
  cols: new Map<string, Column>([
    ['ward', cat((row) => (row < 3 ? 'hut' : row % 2 ? 'west' : 'east'))],
    // Each code of few patients, and the chapter of many but one.
    ['icd', cat((row) => (row === 0 ? 'J18.9' : `I${10 + row}`))],
  ]),
};
const target = {
  kind: 'binary' as const,
  classes: ['no', 'yes'],
  y: Float64Array.from({ length: N }, (_, row) => row % 2),
};

const plan = (step: string, columns?: string[]): StepPlan => ({
  id: step,
  step,
  params: {},
  ...(columns && { columns }),
});
const steps = [
  plan('icd-chapter', ['icd']),
  plan('one-hot'),
  plan('select-variance'),
  plan('min-max', ['ward=hut', 'ward=west']),
];
const { fitted, data: prepared } = fitPipeline(steps, data, target, { rng: rng('without rare levels') });
const { names } = toMatrix(prepared);
const spec = netSpec(names.length, 'binary', 1);
const member: Member = { steps: fitted, names, spec, weights: randomWeights(spec, rng('w')), weight: 1 };
const forgotten = memberWithoutRare(member, data, new Set());

describe('a member without rare levels', () => {
  it('has as many inputs, and none named after one', () => {
    expect(names).toContain('ward=hut');
    expect(forgotten.names).toEqual(names.map((name) => name.replace(/hut|J00–J99/, 'rare 1')));
    expect(JSON.stringify(forgotten)).not.toContain('hut');
    expect(forgotten.steps[3].columns).toEqual(['ward=rare 1', 'ward=west']);
    expect(forgotten.weights).toBe(member.weights);
  });

  it('counts chapters of codes as levels of their own: rare codes of a common chapter stay in it', () => {
    const chapters = JSON.stringify(forgotten.steps[1].state);
    expect(JSON.stringify(fitted[1].state)).toMatch(/J00/);
    expect(chapters).not.toMatch(/J00/);
    expect(chapters).toMatch(/I00/);
  });

  it('prepares rows of other levels as before, and a rare one as one never seen', () => {
    const before = toMatrix(applyPipeline(fitted, data), names).x;
    const after = toMatrix(applyPipeline(forgotten.steps, data), forgotten.names).x;
    const width = names.length;
    const row = (x: Float32Array, i: number) => Array.from(x.subarray(i * width, (i + 1) * width));
    for (let i = 3; i < N; i++) expect(row(after, i)).toEqual(row(before, i));
    const ward = forgotten.names.map((name) => name.startsWith('ward='));
    expect(row(after, 1).filter((_, j) => ward[j])).toEqual([0, 0, 0]);
    expect(row(before, 1)).not.toEqual(row(after, 1));
  });

  it('is the same where nothing is rare', () => {
    expect(memberWithoutRare(member, data, new Set(['ward', 'icd']))).toEqual(member);
  });
});

it('rows under what may be told have a code behind the levels where theirs may not', () => {
  const told = underTold(data, rareLevels(data)).cols.get('ward');
  if (told?.kind !== 'cat') throw new Error('wanted a category');
  expect(told.dict).toEqual(['west', 'east']);
  expect(Array.from(told.codes.slice(0, 5))).toEqual([2, 2, 2, 0, 1]);
});
