import { agreeingRows, keysOf } from './agreeing-rows';
import type { Dataset, Target } from './dataset';

/**
 * Rows, ascending, that are exact copies of an earlier one: the same in every feature, in the outcome and, with
 * `byPatient`, of the same patient.
 */
export function laterCopies(data: Dataset, target: Target | null, byPatient: boolean): Uint32Array {
  const columns = [...data.cols.values()].map(keysOf);
  if (target) columns.push((row) => (Number.isNaN(target.y[row]) ? 'missing' : target.y[row]));
  if (byPatient) columns.push((row) => data.unit[row]);
  if (columns.length === 0) return new Uint32Array();
  const alike = agreeingRows(data.n, columns);
  return Uint32Array.from(alike.flatMap((rows) => rows.slice(1))).sort();
}

/** The outcome with copies left out of every part, as rows without one are. */
export function withoutCopies(data: Dataset, target: Target, byPatient: boolean): Target {
  const y = target.y.slice();
  for (const row of laterCopies(data, target, byPatient)) y[row] = Number.NaN;
  return { ...target, y };
}
