import { describe, expect, it } from 'vitest';
import { takeRows } from '../data/dataset';
import { rng } from '../study/random';
import type { StepPlan } from '../study/schema';
import { stepByName, steps } from '.';
import { applyPipeline, checkParams, fitPipeline, MAX_COLUMNS, toMatrix } from './pipeline';
import { proposeSteps } from './propose';
import { binaryTarget, cat, multi, num, plain, table } from './test-tables';

const ctx = { rng: rng(1) };
const target = binaryTarget(0, 1, 0, 1);
const cohort = () =>
  table(
    {
      age: num(40, null, 60, 80),
      sex: cat(['F', 'M', null, 'M']),
      illness: multi([['dm'], [], ['dm', 'htn'], []]),
    },
    4,
  );
const plan = (step: string, params: StepPlan['params'] = {}): StepPlan => ({ id: `${step}-1`, step, params });

describe('fitPipeline', () => {
  it('fits each step on what the one before made, with defaults for what is not said', () => {
    const { fitted, data } = fitPipeline(proposeSteps(cohort()), cohort(), target, ctx);
    expect(fitted.map((f) => f.step)).toEqual(['impute', 'one-hot', 'multi-hot', 'standardize']);
    expect([...data.cols.keys()]).toEqual([
      'age',
      'age:missing',
      'sex=M',
      'sex:missing',
      'illness∋dm',
      'illness∋htn',
    ]);
    // age after imputation: 40, 60, 60, 80
    expect(plain(data).age).toEqual([-Math.SQRT2, 0, 0, Math.SQRT2]);
    expect(fitPipeline([plan('impute')], cohort(), target, ctx).fitted[0].params).toEqual({
      numeric: 'median',
      categorical: 'mode',
      indicator: true,
    });
  });

  it('does the same to the training rows when applied to them, also after JSON', () => {
    const { fitted, data } = fitPipeline(proposeSteps(cohort()), cohort(), target, ctx);
    const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
    expect(plain(applyPipeline(stored, cohort()))).toEqual(plain(data));
  });

  it('learns nothing from rows outside the training part', () => {
    const train = [0, 1, 2];
    const changed = cohort();
    const age = changed.cols.get('age');
    if (age?.kind === 'num') age.v[3] = 1000;
    const steps = proposeSteps(cohort());
    const learn = (data: typeof changed) =>
      fitPipeline(steps, takeRows(data, train), binaryTarget(0, 1, 0), ctx).fitted;
    expect(learn(changed)).toEqual(learn(cohort()));
  });
});

describe('checkParams', () => {
  it('names the step, the parameter, and what was wanted', () => {
    expect(() => checkParams([plan('impute'), plan('one-hot', { maxLevels: 0 })])).toThrow(
      'prep.badParameter {"step":"one-hot","parameter":"maxLevels","wanted":"2 – 1000","got":"0"}',
    );
    expect(() => checkParams([plan('smote')])).toThrow('prep.unknownStep {"step":"smote"}');
    expect(checkParams(proposeSteps(cohort()))).toBeUndefined();
  });
});

describe('toMatrix', () => {
  it('is row-major float32, in the order asked for', () => {
    const data = table({ a: num(1, 2), b: num(3, 4), c: num(5, 6) }, 2);
    expect(toMatrix(data)).toEqual({ n: 2, names: ['a', 'b', 'c'], x: Float32Array.of(1, 3, 5, 2, 4, 6) });
    expect(toMatrix(data, ['c', 'a'])).toEqual({ n: 2, names: ['c', 'a'], x: Float32Array.of(5, 1, 6, 2) });
  });

  it('refuses what a network cannot read', () => {
    expect(() => toMatrix(table({}, 2))).toThrow('features.none');
    expect(() => toMatrix(table({ sex: cat(['F']) }, 1))).toThrow('prep.categoryLeft {"name":"sex"}');
    expect(() => toMatrix(table({ d: multi([[]]) }, 1))).toThrow('prep.categoryLeft {"name":"d"}');
    expect(() => toMatrix(table({ age: num(1, null, null) }, 3))).toThrow(
      'prep.missingLeft {"name":"age","count":2}',
    );
    expect(() => toMatrix(table({ huge: num(1e300) }, 1))).toThrow(
      'prep.missingLeft {"name":"huge","count":1}',
    );
    expect(() => toMatrix(table({ age: num(1) }, 1), ['sex'])).toThrow('use.missingColumn {"name":"sex"}');
    const wide = Object.fromEntries(Array.from({ length: MAX_COLUMNS + 1 }, (_, i) => [`c${i}`, num()]));
    expect(() => toMatrix(table(wide, 0))).toThrow(
      `prep.tooManyColumns {"got":${MAX_COLUMNS + 1},"limit":${MAX_COLUMNS}}`,
    );
  });
});

describe('proposeSteps', () => {
  it('proposes imputation always, for rows to come, and else nothing that would do nothing', () => {
    expect(proposeSteps(table({ fever: num(0, 1) }, 2)).map((s) => s.id)).toEqual(['impute-1']);
    expect(proposeSteps(table({ age: num(50, 60) }, 2)).map((s) => s.id)).toEqual([
      'impute-1',
      'standardize-1',
    ]);
    expect(proposeSteps(table({ sex: cat(['F', null]) }, 2)).map((s) => s.id)).toEqual([
      'impute-1',
      'one-hot-1',
    ]);
  });
});

it('the registry knows each step by one name', () => {
  expect(new Set(steps.map((s) => s.name)).size).toBe(steps.length);
  for (const step of steps) expect(stepByName(step.name)).toBe(step);
});
