import type { CalibrationResult } from '../../study/results/evaluation';
import { Z95 } from '../auroc';
import { wilson } from '../wilson';

type Group = CalibrationResult['groups'][number];

const MOST = 10;
/** No group holds fewer patients than this: nobody is told apart. */
const LEAST = 5;

interface Pairs {
  /** Ascending. */
  p: Float64Array;
  y: Float64Array;
  unit: Int32Array;
}

/**
 * Tenths of the rows by their predictions, cut at deciles (type 7, as numpy and R), equal predictions together; fewer
 * groups where a tenth would hold fewer than five patients. `repeats`: how often each row was tested; `n` is of one.
 * Limits of a share are Wilson's with the number of patients, of a mean ± 1.96 standard errors between patients.
 */
export function calibrationGroups({ p, y, unit }: Pairs, binary: boolean, repeats = 1): Group[] {
  const patients = new Set(unit).size;
  const wanted = Math.max(1, Math.min(MOST, Math.floor(patients / LEAST)));
  const ends: number[] = [];
  let start = 0;
  let mine = new Set<number>();
  for (let i = 0, cut = 1; i < p.length; i++) {
    mine.add(unit[i]);
    const reached = i + 1 > ((p.length - 1) * cut) / wanted;
    if (!reached || p[i] === p[i + 1] || mine.size < LEAST) continue;
    ends.push(i + 1);
    start = i + 1;
    mine = new Set();
    while (i + 1 > ((p.length - 1) * cut) / wanted) cut++;
  }
  // A rest too small to stand alone joins the group before it.
  if (start < p.length) {
    if (ends.length > 0) ends.pop();
    ends.push(p.length);
  }
  return ends.map((end, g) => groupOf({ p, y, unit }, ends[g - 1] ?? 0, end, binary, repeats));
}

function groupOf({ p, y, unit }: Pairs, from: number, to: number, binary: boolean, repeats: number): Group {
  const n = to - from;
  const sums = new Map<number, { n: number; sum: number }>();
  let predicted = 0;
  let observed = 0;
  for (let i = from; i < to; i++) {
    predicted += p[i] / n;
    observed += y[i] / n;
    const one = sums.get(unit[i]) ?? { n: 0, sum: 0 };
    sums.set(unit[i], { n: one.n + 1, sum: one.sum + y[i] });
  }
  const base = { n: n / repeats, predicted, observed };
  if (binary) return { ...base, ...wilson(Math.min(1, observed) * sums.size, sums.size) };
  if (sums.size < 2) return { ...base, low: null, high: null };
  let squares = 0;
  for (const one of sums.values()) squares += (one.sum - one.n * observed) ** 2;
  const half = (Z95 / n) * Math.sqrt((squares * sums.size) / (sums.size - 1));
  return { ...base, low: observed - half, high: observed + half };
}

/**
 * Expected calibration error over groups: the mean distance of observed from predicted, each group alike or by its
 * rows. It grows with the number of groups and is never 0 by chance alone, so no interval is given.
 */
export function calibrationError(groups: Group[], weighted: boolean): number {
  const total = groups.reduce((sum, { n }) => sum + (weighted ? n : 1), 0);
  return (
    groups.reduce((sum, g) => sum + (weighted ? g.n : 1) * Math.abs(g.observed - g.predicted), 0) / total
  );
}
