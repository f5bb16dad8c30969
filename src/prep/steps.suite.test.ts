import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Column, type Dataset, type Target, takeRows } from '../data/dataset';
import { errorRecord } from '../study/errors';
import { defaultsOf, type ParamValues } from '../study/params';
import { rng } from '../study/random';
import { everyStep } from '.';
import { applyPipeline, fitPipeline } from './pipeline';
import {
  binaryTarget,
  cat,
  dates,
  multi,
  multiclassTarget,
  num,
  ordinal,
  plain,
  regressionTarget,
  table,
  text,
} from './test-tables';

/** What every step must do, whatever it is for. A new step is tested here by standing in the registry. */

const ctx = () => ({ rng: rng(1, 'suite') });
const ROWS = 8;
const nan = Number.NaN;
const targets: [string, Target][] = [
  ['binary', binaryTarget(0, 1, 0, 1, 1, 0, 1, 0)],
  ['multiclass', multiclassTarget(0, 1, 2, 1, 1, 0, 2, 0)],
  ['regression', regressionTarget(3.5, -1, 0, 12, 7, 7, 1, 2)],
  ['partly missing', binaryTarget(0, 1, nan, 1, nan, 0, 1, 0)],
  // The guard tries the steps without showing them any outcome.
  ['unseen binary', binaryTarget(...Array<number>(ROWS).fill(nan))],
  ['unseen multiclass', multiclassTarget(...Array<number>(ROWS).fill(nan))],
  ['unseen regression', regressionTarget(...Array<number>(ROWS).fill(nan))],
];
const [[, target]] = targets;
const SEVERITY = ['mild', 'moderate', 'severe'];

/** Eight rows of five patients. */
const mixed = (): Dataset => ({
  ...table(
    {
      age: num(63, 67, null, 37, 41, 56, 62, 57),
      crp: num(0.2, 120, 14, 3, 3, null, 0.5, 8),
      fever: num(0, 1, 1, 0, null, 0, 1, 0),
      constant: num(5, 5, 5, 5, 5, 5, 5, 5),
      empty: num(null, null, null, null, null, null, null, null),
      sex: cat(['F', 'M', 'M', null, 'F', 'M', 'F', 'F']),
      pain: cat(['typical', 'none', 'other', 'none', null, 'typical', 'none', 'atypical']),
      nothing: cat(Array(ROWS).fill(null)),
      severity: ordinal(['mild', 'severe', null, 'moderate', 'mild', 'mild', 'severe', 'moderate'], SEVERITY),
      diagnosis: cat(['I21.0', 'E11.9', 'C50.1', null, 'I50', 'J44.1', 'Z95.1', 'I21.4']),
      illness: multi([['dm', 'htn'], [], ['htn'], ['ckd'], [], ['dm'], [], ['other']]),
      codes: multi([['I10', 'E11.9'], [], ['I10'], ['N18.5'], [], ['E11.9'], ['J45'], ['C61']]),
      admitted: dates(
        '2019-12-31',
        '2020-02-29',
        null,
        '2021-07-01T13:30',
        '2020-01-01',
        '2018-05-05',
        '2020-11-11',
        '2021-03-14',
      ),
      noDate: dates(...Array(ROWS).fill(null)),
      // Every patient has pain: a word that fewer share is none to keep.
      note: text('chest pain', 'Chest pain, fever', 'no PAIN', null, 'pain', 'pain 38', 'chest clear', ''),
      noNote: text(...Array(ROWS).fill(null)),
    },
    ROWS,
  ),
  unit: Int32Array.of(0, 1, 2, 0, 3, 4, 1, 4),
});

/** The same columns in rows to come: dictionaries of their own, other orders, levels never seen. */
const unseen = () =>
  table(
    {
      age: num(-1e9, null, 50),
      crp: num(0, -4, null),
      fever: num(null, 1, 0),
      constant: num(7, 5, null),
      empty: num(1, null, 3),
      sex: cat(['M', 'X', null]),
      pain: cat([null, 'atypical', 'brand new']),
      nothing: cat(['something', null, 'else']),
      severity: cat(['severe', 'fatal', null]),
      diagnosis: cat(['S72.0', 'I21.0', null]),
      illness: multi([['gout'], ['htn', 'dm'], []]),
      codes: multi([['Q21'], ['I10', 'E11.9'], []]),
      admitted: dates('1900-01-01', null, '2030-12-31'),
      noDate: dates('2020-01-01', null, null),
      note: text('headache', null, 'chest pain'),
      noNote: text(null, 'something', null),
    },
    3,
  );

const frozen = (data: Dataset) => JSON.stringify(plain(data));
const expectSame = (got: Dataset, wanted: Dataset, names: string[]) => {
  const [a, b] = [plain(got), plain(wanted)];
  for (const name of names) expect(a[name]).toEqual(b[name]);
};
const shape = (data: Dataset) => [...data.cols].map(([name, { kind }]) => [name, kind]);
const born = (before: Dataset, after: Dataset) =>
  [...after.cols.keys()].filter((name) => !before.cols.has(name));
const lengthOf = (column: Column) =>
  column.kind === 'num' || column.kind === 'date'
    ? column.v.length
    : column.kind === 'multi'
      ? column.offsets.length - 1
      : column.codes.length;

/** A step as it comes, and with one parameter at a time at each other value that it offers. */
const settings = everyStep.flatMap((step) => {
  const usual = defaultsOf(step.params);
  const others = step.params.flatMap((param): ParamValues[] => {
    if (param.kind === 'flag') return [{ [param.key]: !param.default }];
    if (param.kind === 'choice') return param.choices.map((choice) => ({ [param.key]: choice }));
    return 'low' in param ? [{ [param.key]: param.low }, { [param.key]: param.high }] : [];
  });
  return [{}, ...others].map((change) => ({
    step,
    name: [step.name, ...Object.entries(change).map(([key, value]) => `${key} ${value}`)].join(', '),
    params: { ...usual, ...change },
  }));
});

describe.each(settings)('$name', ({ step, params }) => {
  const learn = (data: Dataset, y: Target = target) => step.fit(data, y, params, ctx());
  const trainOut = (data: Dataset, y: Target, state: unknown) =>
    step.trainOut?.values(data, y, params, state, step.trainOut.deal(data, y, params, ctx()));
  const plan = (columns?: string[]) => [{ id: 'x', step: step.name, params, ...(columns && { columns }) }];

  it('concerns a column of the table that every step is tried on', () => {
    if (step.kind !== 'resample') expect(step.concerns(mixed(), params)).not.toEqual([]);
  });

  it('learns the same from the same rows and seed', () => {
    expect(learn(mixed())).toEqual(learn(mixed()));
  });

  it('has a state that survives JSON', () => {
    const state = learn(mixed());
    const stored: unknown = JSON.parse(JSON.stringify(state ?? null));
    expect(stored).toEqual(state ?? null);
    expect(plain(step.apply(unseen(), params, stored))).toEqual(plain(step.apply(unseen(), params, state)));
  });

  it('changes neither its input nor its answer when applied twice', () => {
    const data = mixed();
    const state = learn(data);
    const [before, stateBefore] = [frozen(data), JSON.stringify(state)];
    const first = frozen(step.apply(data, params, state));
    expect(frozen(step.apply(data, params, state))).toBe(first);
    trainOut(data, target, state);
    step.resample?.(data, target, params, ctx());
    expect(frozen(data)).toBe(before);
    expect(JSON.stringify(state)).toBe(stateBefore);
  });

  it('treats a row alike whatever rows come with it', () => {
    const state = learn(mixed());
    const whole = step.apply(mixed(), params, state);
    for (let row = 0; row < ROWS; row++)
      expect(plain(step.apply(takeRows(mixed(), [row]), params, state))).toEqual(
        plain(takeRows(whole, [row])),
      );
  });

  it('learns nothing from rows it was not given', () => {
    const rows = [0, 1, 2, 3, 4];
    const part: Target = { ...target, y: target.y.slice(0, rows.length) };
    const other = mixed();
    for (const column of other.cols.values()) if (column.kind === 'num') column.v[7] = 1e6;
    expect(learn(takeRows(other, rows), part)).toEqual(learn(takeRows(mixed(), rows), part));
  });

  it.each(targets)('gives training part and rows to come the same columns: %s outcome', (_, y) => {
    const state = learn(mixed(), y);
    const applied = step.apply(mixed(), params, state);
    const trained = trainOut(mixed(), y, state) ?? applied;
    const later = step.apply(unseen(), params, state);
    expect(shape(trained)).toEqual(shape(applied));
    expect(shape(later)).toEqual(shape(applied));
    for (const column of trained.cols.values()) expect(lengthOf(column)).toBe(ROWS);
    for (const column of later.cols.values()) expect(lengthOf(column)).toBe(3);
    expect(JSON.parse(JSON.stringify(state ?? null))).toEqual(state ?? null);
  });

  it.each(targets)('goes on with rows there are: %s outcome', (_, y) => {
    expect(step.resample !== undefined).toBe(step.kind === 'resample');
    for (const n of [ROWS, 1, 0]) {
      const few = takeRows(mixed(), [...Array(n).keys()]);
      const part: Target = { ...y, y: y.y.slice(0, n) };
      const rows = step.resample?.(few, part, params, ctx()) ?? [];
      expect(step.resample?.(few, part, params, ctx()) ?? []).toEqual(rows);
      for (const row of rows) expect(row).toBeLessThan(n);
      if (step.kind === 'resample') expect(rows.length > 0).toBe(n > 0);
    }
    if (step.kind === 'resample')
      expect(plain(step.apply(mixed(), params, learn(mixed())))).toEqual(plain(mixed()));
  });

  it('keeps names apart, even from columns that bear a name it would give', () => {
    const names = born(mixed(), step.apply(mixed(), params, learn(mixed())));
    const data = mixed();
    for (const name of names) data.cols.set(name, num(...Array<number>(ROWS).fill(3)));
    const concerned = new Set(step.concerns(data, params));
    const out = step.apply(data, params, learn(data));
    expect(born(data, out).length).toBeGreaterThanOrEqual(names.length);
    expectSame(
      out,
      data,
      names.filter((name) => !concerned.has(name)),
    );
  });

  it.each([0, 1])('does not fail on %i rows', (n) => {
    const few = takeRows(mixed(), [...Array(n).keys()]);
    for (const [, y] of targets) {
      const part: Target = { ...y, y: y.y.slice(0, n) };
      const state = learn(few, part);
      expect(JSON.parse(JSON.stringify(state ?? null))).toEqual(state ?? null);
      expect(step.apply(few, params, state).n).toBe(n);
      expect(trainOut(few, part, state)?.n ?? n).toBe(n);
      expect(step.apply(unseen(), params, state).n).toBe(3);
    }
    expect(step.apply(takeRows(mixed(), []), params, learn(mixed())).n).toBe(0);
  });

  it('passes through what does not concern it', () => {
    const data = mixed();
    const concerned = new Set(step.concerns(data, params));
    const state = learn(data);
    for (const out of [step.apply(data, params, state), trainOut(data, target, state)])
      if (out)
        expectSame(
          out,
          data,
          [...data.cols.keys()].filter((name) => !concerned.has(name)),
        );
  });

  it('touches no column but the chosen one', () => {
    for (const chosen of step.concerns(mixed(), params)) {
      const { fitted, data } = fitPipeline(plan([chosen]), mixed(), target, ctx());
      const applied = applyPipeline(JSON.parse(JSON.stringify(fitted)), mixed());
      expect(shape(data)).toEqual(shape(applied));
      expectSame(
        applied,
        mixed(),
        [...mixed().cols.keys()].filter((name) => name !== chosen),
      );
    }
  });

  it('says that a column it was fitted on is gone', () => {
    const state = learn(mixed());
    const out = step.apply(mixed(), params, state);
    // What only leaves columns or rows out may do without them.
    const [before, after] = [plain(mixed()), plain(out)];
    const leavesOut = Object.keys(after).every((name) => isDeepStrictEqual(after[name], before[name]));
    let said = 'nothing';
    try {
      expect(step.apply(table({}, 3), params, state).cols.size).toBe(0);
    } catch (error) {
      said = errorRecord(error).code;
    }
    const fitting =
      step.kind === 'resample' || leavesOut ? ['nothing', 'use.missingColumn'] : ['use.missingColumn'];
    expect(fitting).toContain(said);
  });
});
