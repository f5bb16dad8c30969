import type { Rng } from '../../study/random';
import type { Candidates } from './greedy';

/** Candidates whose predictions fall into folds. */
export interface FoldedCandidates extends Candidates {
  /** Fold and patient of each row. */
  fold: ArrayLike<number>;
  unit: ArrayLike<number>;
}

/** The candidates on some of the rows. */
export function takenRows<C extends Candidates>(of: C, rows: ArrayLike<number>): C {
  const width = of.predictions[0].length / of.y.length;
  return {
    ...of,
    y: Float64Array.from(rows, (i) => of.y[i]),
    predictions: of.predictions.map((p) => {
      const some = new Float32Array(rows.length * width);
      for (let i = 0; i < rows.length; i++)
        for (let c = 0; c < width; c++) some[i * width + c] = p[rows[i] * width + c];
      return some;
    }),
  };
}

/** All rows of so many patients, drawn by chance, as have `most` rows or a few more; everybody where that is enough. */
export function sampledPatients(of: FoldedCandidates, most: number, random: Rng): FoldedCandidates {
  const { unit, fold } = of;
  if (unit.length <= most) return of;
  const counts = new Map<number, number>();
  for (const patient of Array.from(unit)) counts.set(patient, (counts.get(patient) ?? 0) + 1);
  const drawn = new Set<number>();
  let n = 0;
  for (const patient of random.shuffle([...counts.keys()].sort((a, b) => a - b))) {
    if (n >= most) break;
    drawn.add(patient);
    n += counts.get(patient) ?? 0;
  }
  const rows = Array.from({ length: unit.length }, (_, i) => i).filter((i) => drawn.has(unit[i]));
  return {
    ...takenRows(of, rows),
    unit: rows.map((i) => unit[i]),
    fold: rows.map((i) => fold[i]),
  };
}
