import type { CatColumn, Target } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import { rng } from '../study/random';
import type { SplitPlan } from '../study/schema';
import { assign } from './assign';
import { latestPart } from './by-time';
import type { Parts, SplitColumns } from './parts';
import { strataOf } from './strata';

/**
 * Who is locked away for the test, who trains and who validates. `unit` names the patient of each row: nobody is
 * in two parts. The test part depends on the seed, the outcomes, the patients and `plan.test` alone, so that a
 * change of the validation never moves a row out of it. Where every row is tested in its turn (`outerFolds`), there is
 * none.
 *
 * Where test or validation rows are given, other rows of their patients are in no part; where a hospital validates,
 * its patients' rows of other hospitals do not train then. Throws `split.impossible`, `split.tooFewGroups`,
 * `split.badRow`, `split.noColumn`, `split.oneTime`, `split.oneSite`.
 */
export function makeParts(
  plan: SplitPlan,
  target: Target,
  unit: Int32Array,
  seed: number,
  columns: SplitColumns = {},
): Parts {
  const n = target.y.length;
  const all = Uint32Array.from({ length: n }, (_, row) => row);
  const usable = all.filter((row) => !Number.isNaN(target.y[row]));
  const deal = (rows: Uint32Array, shares: number[], name: string) => {
    const strata = plan.stratify ? strataOf(target, rows) : new Int32Array(n);
    return assign(rows, unit, strata, shares, rng(seed, 'split', name));
  };

  checkGroups(plan, usable, unit);
  const [test, notTest] = testOf(plan.test, usable, unit, n, columns, deal);

  const { dev, valids } = validationOf(plan.validation, notTest, unit, n, columns, deal);
  const { validation } = plan;
  const folds = valids.map((valid) => ({ train: withoutUnits(dev, valid, unit), valid }));

  // Test rows given by hand are taken as they are; pooled folds need a class in training, not in every fold.
  if (!isOuter(plan.test)) checkPart('test', test, target, plan.test.kind === 'holdout');
  for (const { train, valid } of folds) {
    checkPart('train', train, target, true);
    checkPart('valid', valid, target, validation.kind === 'holdout' || validation.kind === 'rows');
  }
  return { test, dev, folds, left: without(without(all, test), dev) };
}

type Deal = (rows: Uint32Array, shares: number[], name: string) => Uint32Array[];

/** The test part, and the rows that may develop. */
function testOf(
  plan: SplitPlan['test'],
  usable: Uint32Array,
  unit: Int32Array,
  n: number,
  { order, marks }: SplitColumns,
  deal: Deal,
): [Uint32Array, Uint32Array] {
  switch (plan.kind) {
    case 'holdout': {
      const [test, rest] = deal(usable, [plan.share, 1 - plan.share], 'test');
      return [test, rest];
    }
    case 'rows':
      return givenPart(plan.rows, usable, unit, n);
    case 'time': {
      if (!order) throw new BenchsideError('split.noColumn', { name: plan.column });
      const { cut, test, dev } = latestPart(order, usable, unit, plan.share);
      if (Number.isNaN(cut)) throw new BenchsideError('split.oneTime', { name: plan.column });
      return [test, dev];
    }
    case 'column': {
      if (!marks) throw new BenchsideError('split.noColumn', { name: plan.column });
      const wanted = new Set(plan.values);
      const marked = usable.filter((row) => wanted.has(marks[row] as string));
      return givenPart([...marked], usable, unit, n);
    }
    case 'sites':
    case 'kfold':
      return [new Uint32Array(0), usable];
  }
}

/** The validation parts. Where one is given, other rows of its patients leave the development part. */
function validationOf(
  plan: SplitPlan['validation'],
  rows: Uint32Array,
  unit: Int32Array,
  n: number,
  { site }: SplitColumns,
  deal: Deal,
): { dev: Uint32Array; valids: Uint32Array[] } {
  switch (plan.kind) {
    case 'holdout':
      return { dev: rows, valids: deal(rows, [plan.share, 1 - plan.share], 'validation').slice(0, 1) };
    case 'kfold': {
      const shares = Array<number>(plan.k).fill(1 / plan.k);
      const valids = Array.from({ length: plan.repeats ?? 1 }, (_, repeat) =>
        deal(rows, shares, repeat === 0 ? 'validation' : `validation ${repeat}`),
      );
      return { dev: rows, valids: valids.flat() };
    }
    case 'sites': {
      const held = rowsOfSites(rows, site);
      if (held.length < 2) throw new BenchsideError('split.oneSite', { got: held.length });
      // Rows of an unknown hospital train in every round and validate in none.
      return { dev: rows, valids: held.map((one) => one.rows) };
    }
    case 'rows': {
      const [valid, train] = givenPart(plan.rows, rows, unit, n);
      return { dev: Uint32Array.from([...train, ...valid]).sort(), valids: [valid] };
    }
  }
}

function without(rows: Uint32Array, taken: Uint32Array): Uint32Array {
  const gone = new Set(taken);
  return rows.filter((row) => !gone.has(row));
}

/** Rows that share no patient with others. */
function withoutUnits(rows: Uint32Array, taken: Uint32Array, unit: Int32Array): Uint32Array {
  const gone = new Set(Array.from(taken, (row) => unit[row]));
  return rows.filter((row) => !gone.has(unit[row]));
}

/** Rows by their hospital, in the order of the hospitals' names; rows without one are in none. */
export function rowsOfSites(
  rows: Uint32Array,
  site: CatColumn | null | undefined,
): { name: string; rows: Uint32Array }[] {
  if (!site) return [];
  return site.dict
    .map((name, code) => ({ name, rows: rows.filter((row) => site.codes[row] === code) }))
    .filter((one) => one.rows.length > 0);
}

/** True where there is no one test part: every row is tested in its turn. */
export const isOuter = ({ kind }: SplitPlan['test']): boolean => kind === 'sites' || kind === 'kfold';

const distinct = (rows: Uint32Array, unit: Int32Array): number =>
  new Set(Array.from(rows, (row) => unit[row])).size;

/** Fewer patients than parts: said as such where patients are what is missing, not rows. */
function checkGroups(plan: SplitPlan, usable: Uint32Array, unit: Int32Array): void {
  const got = distinct(usable, unit);
  const inner = plan.validation.kind === 'kfold' ? plan.validation.k : 2;
  // Nested: the patients of the other outer folds must do for the inner ones.
  const { test } = plan;
  const wanted =
    test.kind === 'kfold' ? Math.max(test.k, Math.ceil((inner * test.k) / (test.k - 1))) : inner + 1;
  if (got < wanted && got < usable.length) throw new BenchsideError('split.tooFewGroups', { got, wanted });
}

/** The usable ones among given rows, and those that share no patient with them. */
function givenPart(
  given: readonly number[],
  usable: Uint32Array,
  unit: Int32Array,
  n: number,
): [Uint32Array, Uint32Array] {
  const rows = new Set<number>();
  for (const row of given) {
    if (!Number.isInteger(row) || row < 0 || row >= n || rows.has(row))
      throw new BenchsideError('split.badRow', { row, rows: n });
    rows.add(row);
  }
  const units = new Set(Array.from(rows, (row) => unit[row]));
  return [usable.filter((row) => rows.has(row)), usable.filter((row) => !units.has(unit[row]))];
}

/** Throws `split.impossible` for a part without rows, or, where it needs every class, without one of them. */
function checkPart(part: string, rows: Uint32Array, target: Target, everyClass: boolean): void {
  if (rows.length === 0)
    throw new BenchsideError('split.impossible', { part, level: target.classes.join(' | ') || '–', got: 0 });
  if (!everyClass) return;
  const seen = new Set(Array.from(rows, (row) => target.y[row]));
  target.classes.forEach((level, index) => {
    if (!seen.has(index)) throw new BenchsideError('split.impossible', { part, level, got: 0 });
  });
}
