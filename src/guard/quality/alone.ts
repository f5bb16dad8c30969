import type { Column, Target } from '../../data/dataset';
import { midranks } from '../../evaluate/order';
import type { Rng } from '../../study/random';
import { grouped, itemsOf, type Levelled, levelled } from './levelled';

/**
 * Alone better than this, and a reviewer asks whether the column knows the answer. Honest columns come near it
 * (haemoglobin in chronic kidney disease .96, a cell's outline in breast cancer .95 to .98): so it is only asked.
 */
const AUROC = 0.95;
/**
 * The same of an outcome that is a number. Where column and outcome are normal with correlation ρ, the AUROC by which
 * the column tells outcomes above their median from those below is 1/2 + (2/π) asin(ρ/√2), a quadrant probability of
 * three normal variables (Sheppard 1898). .95 is reached at ρ = .918, that is Spearman's (6/π) asin(ρ/2) = .911 and
 * R² = .843. What is merely related stays below: the same measurement a year before, waist and weight.
 */
const RHO = Math.SQRT2 * Math.sin((Math.PI / 2) * (AUROC - 0.5));
const SPEARMAN = (6 / Math.PI) * Math.asin(RHO / 2);
const R2 = RHO * RHO;

/**
 * Rows of a class, and of the others, without which nobody is asked: five rows reach an AUROC of .95 by chance about
 * once in a hundred thousand columns.
 */
const FEWEST = 5;
/** Rows of an outcome that is a number, as few as a study may have. */
const FEWEST_NUMBERS = 20;
const FOLDS = 10;

/** How well one column tells the outcome, where it does so too well. */
export type Alone = { rows: number; item?: string } & (
  | { by: 'auroc'; value: number; level: number }
  | { by: 'spearman' | 'r2'; value: number }
);

/** Area under the ROC curve of cells of rows, each with a score; ties count half. NaN where one class is absent. */
function areaOf(score: ArrayLike<number>, events: ArrayLike<number>, others: ArrayLike<number>): number {
  const cells = Array.from({ length: score.length }, (_, i) => i).filter((i) => events[i] + others[i] > 0);
  cells.sort((a, b) => score[a] - score[b]);
  let [wins, below, all] = [0, 0, 0];
  for (let from = 0; from < cells.length; ) {
    let [tiedEvents, tiedOthers, to] = [0, 0, from];
    for (; to < cells.length && score[cells[to]] === score[cells[from]]; to++) {
      tiedEvents += events[cells[to]];
      tiedOthers += others[cells[to]];
    }
    wins += tiedEvents * (below + tiedOthers / 2);
    below += tiedOthers;
    all += tiedEvents;
    from = to;
  }
  return wins / (all * below);
}

/**
 * What rows of a level say of the outcome, a cell for each level and fold: its mean among the level's rows of other
 * folds, drawn towards that of all rows of other folds by one row. So a level seen once says nothing of itself, and a
 * column of many levels is not accused for naming its rows.
 */
function elsewhere(codes: Int32Array, count: number, fold: ArrayLike<number>, y: ArrayLike<number>) {
  const [rows, sums] = [new Float64Array(count * FOLDS), new Float64Array(count * FOLDS)];
  const [ofLevel, sumOfLevel] = [new Float64Array(count), new Float64Array(count)];
  const [ofFold, sumOfFold] = [new Float64Array(FOLDS), new Float64Array(FOLDS)];
  let total = 0;
  codes.forEach((code, i) => {
    rows[code * FOLDS + fold[i]]++;
    sums[code * FOLDS + fold[i]] += y[i];
    ofLevel[code]++;
    sumOfLevel[code] += y[i];
    ofFold[fold[i]]++;
    sumOfFold[fold[i]] += y[i];
    total += y[i];
  });
  const score = rows.map((n, cell) => {
    const [code, f] = [Math.floor(cell / FOLDS), cell % FOLDS];
    const usual = (total - sumOfFold[f]) / (codes.length - ofFold[f]);
    return (sumOfLevel[code] - sums[cell] + usual) / (ofLevel[code] - n + 1);
  });
  return { score, rows, sums };
}

/** The AUROC by which the column tells each class from the others, the largest. */
function tellsClass(made: Levelled, fold: ArrayLike<number>, { classes, y }: Target): Alone | null {
  const { rows, codes, count, ordered } = made;
  const groups = grouped(made);
  // Of two classes each is told from the other alike.
  const asked = classes.length === 2 ? [1] : [...classes.keys()];
  const areas = asked.flatMap((level) => {
    const is = Uint8Array.from(rows, (row) => +(y[row] === level));
    const n = is.reduce((sum, one) => sum + one, 0);
    if (Math.min(n, rows.length - n) < FEWEST) return [];
    const cells = elsewhere(groups.codes, groups.count, fold, is);
    let value = areaOf(
      cells.score,
      cells.sums,
      cells.rows.map((all, i) => all - cells.sums[i]),
    );
    if (ordered) {
      const [events, others] = [new Float64Array(count), new Float64Array(count)];
      codes.forEach((code, i) => {
        if (is[i] === 1) events[code]++;
        else others[code]++;
      });
      const area = areaOf(
        Array.from({ length: count }, (_, i) => i),
        events,
        others,
      );
      value = Math.max(value, area, 1 - area);
    }
    return [{ level, value }];
  });
  if (areas.length === 0) return null;
  const best = areas.reduce((a, b) => (b.value > a.value ? b : a));
  return best.value >= AUROC ? { by: 'auroc', rows: rows.length, ...best } : null;
}

function correlation(a: Float64Array, b: Float64Array): number {
  const mean = (a.length + 1) / 2;
  let [aa, bb, ab] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    aa += (a[i] - mean) ** 2;
    bb += (b[i] - mean) ** 2;
    ab += (a[i] - mean) * (b[i] - mean);
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0;
}

/** Spearman's correlation with the outcome, or the share of its variance that the levels account for. */
function tellsNumber(made: Levelled, fold: ArrayLike<number>, target: Target): Alone | null {
  const { rows, codes, ordered } = made;
  if (rows.length < FEWEST_NUMBERS) return null;
  const y = Float64Array.from(rows, (row) => target.y[row]);
  if (ordered) {
    const value = correlation(midranks(codes), midranks(y));
    if (Math.abs(value) >= SPEARMAN) return { by: 'spearman', value, rows: rows.length };
  }
  const groups = grouped(made);
  const mean = y.reduce((sum, one) => sum + one, 0) / y.length;
  const off = y.map((one) => one - mean);
  const { score } = elsewhere(groups.codes, groups.count, fold, off);
  let [errors, all] = [0, 0];
  groups.codes.forEach((code, i) => {
    errors += (off[i] - score[code * FOLDS + fold[i]]) ** 2;
    all += off[i] ** 2;
  });
  const value = 1 - errors / all;
  return value >= R2 ? { by: 'r2', value, rows: rows.length } : null;
}

/**
 * What a column tells of the outcome of development rows all alone, where that is more than is usual: by its numbers or
 * ordered levels as they are, and by what its levels (numbers in classes) say of rows of other patients, whichever is
 * better. Rows without a value are left out. `fold` of each row of the table is `patientFolds`. Null where it tells
 * less, where there are too few rows, and of running text.
 */
export function alone(column: Column, target: Target, dev: Uint32Array, foldOf: Uint8Array): Alone | null {
  const tells = (made: Levelled) => {
    const fold = Uint8Array.from(made.rows, (row) => foldOf[row]);
    return target.kind === 'regression' ? tellsNumber(made, fold, target) : tellsClass(made, fold, target);
  };
  if (column.kind === 'multi')
    return itemsOf(column, dev, FEWEST)
      .flatMap(([item, made]): Alone[] => {
        const found = tells(made);
        return found ? [{ ...found, item }] : [];
      })
      .reduce<Alone | null>((a, b) => (a && a.value >= b.value ? a : b), null);
  const made = levelled(column, dev);
  return made && tells(made);
}

/** A fold for each of these rows of the table, the same for rows of one patient; 0 for others. */
export function patientFolds(unit: Int32Array, rows: Uint32Array, rng: Rng): Uint8Array {
  const patients = rng.shuffle([...new Set(Array.from(rows, (row) => unit[row]))]);
  const place = new Map(patients.map((patient, i) => [patient, i % FOLDS]));
  const folds = new Uint8Array(unit.length);
  for (const row of rows) folds[row] = place.get(unit[row]) ?? 0;
  return folds;
}
