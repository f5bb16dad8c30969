/**
 * The latest share of the rows, by the day of each patient's first row, and the rows that may develop: a patient is
 * on one side, and rows of development patients from the first test day on are in neither part, as they would not
 * have been known then. Patients of the same first day stay on one side; rows without a time are in neither part.
 */
export function latestPart(
  order: Float64Array,
  usable: Uint32Array,
  unit: Int32Array,
  share: number,
): [Uint32Array, Uint32Array] {
  const dated = usable.filter((row) => !Number.isNaN(order[row]));
  const first = new Map<number, number>();
  for (const row of dated)
    first.set(unit[row], Math.min(first.get(unit[row]) ?? Number.POSITIVE_INFINITY, order[row]));
  const beginOf = (row: number) => first.get(unit[row]) ?? Number.NaN;
  const begins = Float64Array.from(dated, beginOf).sort();
  // The first day of the test part: at least `share` of the rows begin then or later.
  const cut = begins[Math.min(begins.length - 1, Math.floor((1 - share) * begins.length))];
  return [
    dated.filter((row) => beginOf(row) >= cut),
    dated.filter((row) => beginOf(row) < cut && order[row] < cut),
  ];
}
