import { describe, expect, it } from 'vitest';
import { type Dataset, takeRows } from '../data/dataset';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import { steps } from '.';
import { binaryTarget, cat, multi, num, plain, table } from './test-tables';

/** What every step must do, whatever it is for. A new step is tested here by standing in the registry. */

const ctx = () => ({ rng: rng(1, 'suite') });
const ROWS = 8;
const target = binaryTarget(0, 1, 0, 1, 1, 0, 1, 0);

const mixed = () =>
  table(
    {
      age: num(63, 67, null, 37, 41, 56, 62, 57),
      fever: num(0, 1, 1, 0, null, 0, 1, 0),
      constant: num(5, 5, 5, 5, 5, 5, 5, 5),
      empty: num(null, null, null, null, null, null, null, null),
      sex: cat(['F', 'M', 'M', null, 'F', 'M', 'F', 'F']),
      pain: cat(['typical', 'none', 'other', 'none', null, 'typical', 'none', 'atypical']),
      nothing: cat(Array(ROWS).fill(null)),
      illness: multi([['dm', 'htn'], [], ['htn'], ['ckd'], [], ['dm'], [], ['other']]),
    },
    ROWS,
  );

/** The same columns in rows to come: dictionaries of their own, other orders, levels never seen. */
const unseen = () =>
  table(
    {
      age: num(-1e9, null, 50),
      fever: num(null, 1, 0),
      constant: num(7, 5, null),
      empty: num(1, null, 3),
      sex: cat(['M', 'X', null]),
      pain: cat([null, 'atypical', 'brand new']),
      nothing: cat(['something', null, 'else']),
      illness: multi([['gout'], ['htn', 'dm'], []]),
    },
    3,
  );

const frozen = (data: Dataset) => JSON.stringify(plain(data));

describe.each(steps.map((step) => ({ step, params: defaultsOf(step.params) })))(
  '$step.name',
  ({ step, params }) => {
    const learn = (data: Dataset) => step.fit(data, target, params, ctx());

    it('learns the same from the same rows and seed', () => {
      expect(learn(mixed())).toEqual(learn(mixed()));
    });

    it('has a state that survives JSON', () => {
      const state = learn(mixed());
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      const stored: unknown = JSON.parse(JSON.stringify(state));
      expect(plain(step.apply(unseen(), params, stored))).toEqual(plain(step.apply(unseen(), params, state)));
    });

    it('changes neither its input nor its answer when applied twice', () => {
      const data = mixed();
      const state = learn(data);
      const [before, stateBefore] = [frozen(data), JSON.stringify(state)];
      const first = frozen(step.apply(data, params, state));
      expect(frozen(step.apply(data, params, state))).toBe(first);
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
      const state = learn(takeRows(mixed(), rows));
      const other = mixed();
      const age = other.cols.get('age');
      if (age?.kind === 'num') age.v[7] = 1e6;
      expect(learn(takeRows(other, rows))).toEqual(state);
    });

    it('gives rows to come the columns it gave the training part', () => {
      const state = learn(mixed());
      const trained = step.apply(mixed(), params, state);
      const later = step.apply(unseen(), params, state);
      expect([...later.cols.keys()]).toEqual([...trained.cols.keys()]);
      for (const [name, column] of later.cols) {
        expect(column.kind).toBe(trained.cols.get(name)?.kind);
        if (column.kind === 'num') expect(column.v.length).toBe(3);
      }
    });

    it('keeps names apart, even from columns that bear a name it would give', () => {
      const data = mixed();
      for (const name of ['age:missing', 'sex=M', 'pain=none', 'illness∋htn'])
        data.cols.set(name, num(...Array(ROWS).fill(3)));
      const out = step.apply(data, params, learn(data));
      const plainWidth = step.apply(mixed(), params, learn(mixed())).cols.size;
      expect(out.cols.size).toBe(plainWidth + 4);
    });

    it.each([0, 1])('does not fail on %i rows', (n) => {
      const few = takeRows(mixed(), [...Array(n).keys()]);
      const state = learn(few);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      expect(step.apply(few, params, state).n).toBe(n);
      expect(step.apply(unseen(), params, state).n).toBe(3);
      expect(step.apply(takeRows(mixed(), []), params, learn(mixed())).n).toBe(0);
    });

    it('passes through what does not concern it', () => {
      const data = mixed();
      const concerned = new Set(step.concerns(data, params));
      const out = step.apply(data, params, learn(data));
      const rest = [...data.cols.keys()].filter((name) => !concerned.has(name));
      expect(rest.length).toBeGreaterThan(0);
      for (const name of rest) expect(plain(out)[name]).toEqual(plain(data)[name]);
    });

    it('says that a column it was fitted on is gone', () => {
      const state = learn(mixed());
      expect(() => step.apply(table({}, 3), params, state)).toThrow('use.missingColumn');
    });
  },
);
