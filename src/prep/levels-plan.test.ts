import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import { steps } from '.';
import { levelColumns, levelsPlan } from './levels-plan';
import { fitPipeline, preparedRows, toMatrix } from './pipeline';
import { proposeSteps } from './propose';
import { binaryTarget, cat, dates, multi, num, ordinal, table, text } from './test-tables';

const data = table(
  {
    age: num(63, 67, null, 37, 41, 56, 62, 57),
    crp: num(0.2, 120, 14, 3, 3, null, 0.5, 8),
    sex: cat(['F', 'M', 'M', null, 'F', 'M', 'F', 'F']),
    pain: cat(['typical', 'none', 'other', 'none', null, 'typical', 'none', 'atypical']),
    severity: ordinal(
      ['mild', 'severe', null, 'moderate', 'mild', 'mild', 'severe', 'moderate'],
      ['mild', 'moderate', 'severe'],
    ),
    illness: multi([['dm', 'htn'], [], ['htn'], ['ckd'], [], ['dm'], [], ['other']]),
    admitted: dates('2019-12-31', '2020-02-29', null, '2020-03-01', null, '2021-01-01', '2020-06-01', null),
    note: text('chest pain', 'no pain', null, 'cough', 'cough', 'pain', 'fever', 'fever and cough'),
  },
  8,
);
const target = binaryTarget(0, 1, 0, 1, 1, 0, 1, 0);
const made = (plan: Parameters<typeof levelsPlan>[0]) =>
  fitPipeline(levelsPlan(plan), data, target, { rng: rng(1) });

describe('the steps before a model that takes gaps and levels as they are', () => {
  it('leave numbers on their own scale, gaps as gaps, and levels as their places', () => {
    const plan = proposeSteps(data);
    expect(plan.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['impute', 'one-hot', 'standardize']),
    );
    const { fitted, data: out } = made(plan);
    const { names, x } = toMatrix(out, undefined, true);
    const column = (name: string) =>
      Array.from({ length: 8 }, (_, i) => x[i * names.length + names.indexOf(name)]);
    expect(column('age')).toEqual([63, 67, Number.NaN, 37, 41, 56, 62, 57]);
    expect(column('sex')).toEqual([0, 1, 1, Number.NaN, 0, 1, 0, 0]);
    // An order is a number already: it is cut as one.
    expect(column('severity')).toEqual([0, 2, Number.NaN, 1, 0, 0, 2, 1]);
    expect(levelColumns(fitted)).toEqual(['sex', 'pain']);
    expect(preparedRows({ steps: fitted, names, gaps: true }, data).x).toEqual(x);
  });

  it.each(steps.map((step) => ({ step })))('go through with $step.name', ({ step: { name, params } }) => {
    const also = ['date-parts', 'multi-hot', 'bag-of-words'].filter((other) => other !== name);
    const plan = [name, ...also].map((step) => ({
      id: step,
      step,
      params: step === name ? defaultsOf(params) : {},
    }));
    const { fitted, data: out } = made(plan);
    const { names, x } = toMatrix(out, undefined, true);
    expect(names.length).toBeGreaterThan(0);
    expect(x.some((value) => !Number.isNaN(value))).toBe(true);
    for (const column of levelColumns(fitted)) expect(names).toContain(column);
  });
});
