import { beforeAll, describe, expect, it } from 'vitest';
import type { Table } from '../data/dataset';
import { type AnySpec, type Family, isConvex } from '../models/family';
import { familiesFor } from '../models/index';
import { BenchsideError } from '../study/errors';
import { defaultsOf, type ParamValues } from '../study/params';
import type { Task } from '../study/schema';
import { fitTrial, refit, specOn } from '../train/fit';
import { openTrainer } from '../train/open-trainer';
import { Pace } from '../train/pacing';
import type { Rows, Trainer, Weights } from '../train/trainer';
import { openWasmNets } from '../train/wasm/open-wasm-nets';
import { Folds } from './folds';
import { Gate } from './gate';
import { outcomeOf, type PreparedFold, ready, shapesOf } from './prepare';
import { Team, withTeam } from './team/team';
import { fakeHelpers } from './team/testing';
import { mixedStudy, mixedTable } from './testing';

// What every family of tables must do once it is trained, by its real trainer, on rows as a study prepares them for it.
// A new family is tested here by standing in the registry.

const KINDS = ['binary', 'multiclass', 'regression'] as const;
const EPOCHS = 8;
const { signal } = new AbortController();

/** The first fold of the mixed table, prepared as the family reads it. */
async function prepared(reads: Family['reads'], kind: Task['kind'], table: Table = mixedTable(kind)) {
  const study = mixedStudy(kind);
  const run = {
    study,
    ready: ready(table, study),
    report: () => {},
    signal: new Gate({ now: () => 0 }).signal,
  };
  const [fold] = await new Folds(run, outcomeOf(run.ready)).for(reads);
  return { fold, shapes: shapesOf(run.ready.target, fold) };
}

let trainer: Trainer;
beforeAll(async () => {
  trainer = await openTrainer('cpu');
});

interface Trained {
  spec: AnySpec;
  weights: Weights;
}

/** Trained for a few epochs; `key`: of all that is random. */
async function trained(
  family: Family,
  { shapes }: { shapes: Parameters<Family['spec']>[1] },
  train: Rows,
  { params = {}, key = 'a', epochs = EPOCHS }: { params?: ParamValues; key?: string; epochs?: number } = {},
): Promise<Trained> {
  const spec = specOn(family.spec({ ...defaultsOf(family.params), ...params }, shapes), train);
  return { spec, weights: await refit({ trainer, spec, train, epochs, key: ['suite', key], signal }) };
}

const said = ({ spec, weights }: Trained, { x, n }: Pick<Rows, 'x' | 'n'>) =>
  trainer.predict(spec, weights, x, n);

const mean = (p: Float32Array) => p.reduce((sum, one) => sum + one, 0) / p.length;
const apart = (a: Float32Array, b: Float32Array) =>
  a.reduce((worst, one, i) => Math.max(worst, Math.abs(one - b[i])), 0);

/** A column of the inputs changed. */
const withColumn = <R extends Pick<Rows, 'x' | 'd'>>(rows: R, column: number, value: number): R => ({
  ...rows,
  x: rows.x.map((one, i) => (i % rows.d === column ? value : one)),
});

/** Weights whose mean is 1, as rows have them. */
const weighed = (rows: Rows, weights: readonly number[]): Rows => {
  const sum = weights.reduce((all, one) => all + one, 0);
  return { ...rows, w: Float32Array.from(weights, (one) => (one * rows.n) / sum) };
};

/** Each row as often as is said. */
const repeated = (rows: Rows, times: readonly number[]): Rows => {
  const at = times.flatMap((count, i) => Array.from({ length: count }, () => i));
  const { n: _, w: __, ...rest } = rows;
  return {
    ...rest,
    n: at.length,
    x: Float32Array.from(at.flatMap((i) => [...rows.x.subarray(i * rows.d, (i + 1) * rows.d)])),
    y: Float32Array.from(at, (i) => rows.y[i]),
  };
};

/**
 * Settings under which a weight of two is the row told twice, exactly: nothing is drawn by chance, and no bound counts
 * rows or curvatures. Nets see rows in batches and forests draw them, so that of these the class weights below are asked.
 */
const REPEATS: Record<string, ParamValues> = {
  'elastic-net': {},
  'boosted-trees': { rowShare: 1, inputShare: 1, minLeafRows: 1, lambda: 0 },
};

/** As proposed, and with each other thing that can be chosen. */
const eachChoice = ({ params }: Family): ParamValues[] => {
  const proposed = defaultsOf(params);
  const others = params.flatMap((param) => {
    const values = param.kind === 'choice' ? param.choices : param.kind === 'flag' ? [true, false] : [];
    return values.filter((value) => value !== param.default).map((value) => ({ [param.key]: value }));
  });
  return [proposed, ...others.map((other) => ({ ...proposed, ...other }))];
};

describe.each(familiesFor('table').map((family) => ({ family })))('$family.name', ({ family }) => {
  describe.each(KINDS)('%s', (kind) => {
    let given: { fold: PreparedFold; shapes: ReturnType<typeof shapesOf> };
    let model: Trained;
    beforeAll(async () => {
      given = await prepared(family.reads, kind);
      model = await trained(family, given, given.fold.train);
    });

    it('says the same after a round trip through JSON, and says something', async () => {
      const text = JSON.stringify(model, (_, value) =>
        value instanceof Float32Array ? { float32: [...value] } : value,
      );
      const again = JSON.parse(text, (_, value) =>
        value?.float32 ? Float32Array.from(value.float32) : value,
      ) as Trained;
      const p = await said(model, given.fold.valid);
      expect(await said(again, given.fold.valid)).toEqual(p);
      expect(p.every(Number.isFinite)).toBe(true);
      expect(new Set(p).size).toBeGreaterThan(5);
    });

    it('says of one row what it says of it among others', async () => {
      const { x, n, d } = given.fold.valid;
      const all = await said(model, { x, n });
      const width = all.length / n;
      for (const i of [0, 1, n - 1]) {
        const one = await said(model, { x: x.slice(i * d, (i + 1) * d), n: 1 });
        expect(apart(one, all.subarray(i * width, (i + 1) * width)), `row ${i}`).toBeLessThan(1e-6);
      }
    });

    it('is the same model from the same seed, and another one from another where chance has a part', async () => {
      const { train, valid } = given.fold;
      expect(await trained(family, given, train)).toEqual(model);
      const other = await trained(family, given, train, { key: 'b' });
      // What is solved has one solution, and rows are what they are.
      if (family.solved || family.holdsRows) expect(other).toEqual(model);
      else expect(apart(await said(other, valid), await said(model, valid))).toBeGreaterThan(1e-4);
    });

    it('becomes bit for bit the same where a helper trains some of the folds, however it is set', async () => {
      const alone: Trainer = { ...trainer, ...(await openWasmNets(new Pace({ now: () => 0 }))) };
      const { start, helpers } = fakeHelpers();
      const team = new Team(start, 2, 0);
      await team.wake();
      const { fold, shapes } = given;
      const fitted = (by: Trainer, params: ParamValues) =>
        fitTrial({
          ...{ trainer: by, spec: family.spec(params, shapes), folds: [fold, fold], signal, maxEpochs: 3 },
          ...{ patience: 3, key: ['suite'], pause: async () => {}, onEpoch: () => {} },
        });
      // Two classes stand for the others, which have the same choices.
      for (const params of eachChoice(family).slice(0, kind === 'binary' ? undefined : 1)) {
        const shared = await fitted(withTeam(alone, team), params);
        expect(shared, JSON.stringify(params)).toEqual(await fitted(alone, params));
        expect(team.alive).toBe(0);
      }
      expect(helpers[0].calls).toContain('start');
      team.end();
    });

    it('reads a column that is missing throughout', async () => {
      const table = mixedTable(kind);
      const columns = table.columns.map((read) =>
        read.name === 'crp' && read.column.kind === 'num'
          ? { ...read, column: { ...read.column, v: read.column.v.map(() => Number.NaN) } }
          : read,
      );
      const missing = await prepared(family.reads, kind, { ...table, columns });
      const { train, valid } = missing.fold;
      const p = await said(await trained(family, missing, train), valid);
      expect(p.every(Number.isFinite)).toBe(true);
      expect(new Set(p).size).toBeGreaterThan(5);
      // Trees get the gaps, all others a number from the steps.
      expect(train.x.some(Number.isNaN)).toBe(family.reads === 'levels');
    });

    it('reads a column that is constant, and where it learns from differences learns nothing from it', async () => {
      const train = withColumn(given.fold.train, 0, 3);
      const valid = withColumn(given.fold.valid, 0, 3);
      const constant = await trained(family, given, train);
      const p = await said(constant, valid);
      expect(p.every(Number.isFinite)).toBe(true);
      expect(new Set(p).size).toBeGreaterThan(5);
      if (constant.spec.kind === 'trees' || isConvex(constant.spec))
        expect(apart(await said(constant, withColumn(valid, 0, 7)), p)).toBeLessThan(1e-6);
    });

    it('of one outcome alone predicts that one, or says that it cannot', async () => {
      const { train, valid } = given.fold;
      const one = { ...train, y: new Float32Array(train.n).fill(1) };
      const found = await trained(family, given, one, { epochs: 60 }).catch((thrown: unknown) => thrown);
      if (found instanceof BenchsideError) return expect(found.code).not.toBe('train.diverged');
      const p = await said(found as Trained, valid);
      expect(p.every(Number.isFinite)).toBe(true);
      const width = p.length / valid.n;
      const ofIt = kind === 'multiclass' ? p.filter((_, i) => i % width === 1) : p;
      // Standardized numbers: 1 is one SD above the mean.
      expect(mean(ofIt)).toBeGreaterThan(kind === 'multiclass' ? 1 / 3 : 0.5);
    });

    it('weights of 1 are none, and rows that weigh more count for more', async () => {
      const { train, valid } = given.fold;
      const ones = await trained(
        family,
        given,
        weighed(
          train,
          Array.from({ length: train.n }, () => 1),
        ),
      );
      expect(apart(await said(ones, valid), await said(model, valid))).toBeLessThan(1e-5);
      const high = kind === 'regression' ? (y: number) => y > 0 : (y: number) => y === 1;
      const heavy = await trained(
        family,
        given,
        weighed(
          train,
          Array.from(train.y, (y) => (high(y) ? 4 : 1)),
        ),
        { epochs: 30 },
      );
      const plain = await trained(family, given, train, { epochs: 30 });
      const width = kind === 'multiclass' ? 3 : 1;
      const of = async (one: Trained) =>
        mean((await said(one, valid)).filter((_, i) => width === 1 || i % width === 1));
      expect((await of(heavy)) - (await of(plain))).toBeGreaterThan(0.02);
    });

    it.runIf(REPEATS[family.name])('a weight of two is the row told twice', async () => {
      const { train } = given.fold;
      const times = Array.from({ length: train.n }, (_, i) => 1 + (i % 3));
      const params = REPEATS[family.name];
      const told = await trained(family, given, repeated(train, times), { params });
      const heavy = await trained(family, given, weighed(train, times), { params });
      // Of two cuts that part the training rows alike, rounding may choose; other rows would fall otherwise.
      expect(apart(await said(told, train), await said(heavy, train))).toBeLessThan(1e-4);
    });
  });
});
