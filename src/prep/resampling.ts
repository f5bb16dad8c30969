import type { Dataset, Target } from '../data/dataset';
import type { Rng } from '../study/random';

/** The rows of each class that is present, by patient, patients in order of appearance. Unknown outcomes are in none. */
export function rowsByClass({ kind, classes, y }: Target, { n, unit }: Dataset): Map<number, number[]>[] {
  if (kind === 'regression') return [];
  const groups = classes.map(() => new Map<number, number[]>());
  for (let row = 0; row < n; row++) {
    const patients = groups[y[row]];
    if (!patients) continue;
    const rows = patients.get(unit[row]);
    if (rows) rows.push(row);
    else patients.set(unit[row], [row]);
  }
  return groups.filter((patients) => patients.size > 0);
}

export const rowsOf = (patients: Map<number, number[]>): number =>
  [...patients.values()].reduce((sum, rows) => sum + rows.length, 0);

/** `count` rows from whole patients in random order, one cut short at the end; begun anew where there are too few. */
export function drawPatients(patients: Map<number, number[]>, count: number, rng: Rng): number[] {
  const drawn: number[] = [];
  while (drawn.length < count)
    for (const rows of rng.shuffle([...patients.values()]))
      for (const row of rows) if (drawn.length < count) drawn.push(row);
  return drawn;
}

export const allRows = (n: number): Uint32Array => Uint32Array.from({ length: n }, (_, row) => row);
