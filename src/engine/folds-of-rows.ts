import { isRepeated } from './mean-by-row';
import type { Ready } from './prepare';
import type { TrialBlob } from './trial';

/** Where there is one validation part, what is cross-fitted is so in so many parts of whole patients. */
const PARTS = 5;

/** The fold of each pooled out-of-fold prediction; of a mean over repeats that of the first, as patients are whole in each. */
export function foldsOf({ parts, data }: Pick<Ready, 'parts' | 'data'>, rows: TrialBlob['rows']): Int32Array {
  const { folds } = parts;
  // Slices that are not chosen have no prediction in any fold.
  const predicted = new Set(rows);
  if (folds.length > 1 && !isRepeated(rows)) {
    const first = new Map<number, number>();
    for (const [f, { valid }] of folds.entries())
      for (const row of valid) if (!first.has(row)) first.set(row, f);
    return Int32Array.from(rows, (row) => first.get(row) ?? 0);
  }
  if (folds.length > 1)
    return Int32Array.from(
      folds.flatMap(({ valid }, f) =>
        Array.from(
          valid.filter((row) => predicted.has(row)),
          () => f,
        ),
      ),
    );
  const places = new Map<number, number>();
  return Int32Array.from(rows, (row) => {
    const unit = data.unit[row];
    const place = places.get(unit) ?? places.size;
    places.set(unit, place);
    return place % PARTS;
  });
}
