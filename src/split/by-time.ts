/** When the test part begins, and who is in which part. Rows without a time are in neither. */
export interface TimeCut {
  /** The time of the first row that may be tested; NaN where the rows are of fewer than two times. */
  cut: number;
  test: Uint32Array;
  dev: Uint32Array;
}

/**
 * The latest rows, about `share` of them, by the time of each patient's first row, and the rows that may develop: a
 * patient is on one side, and rows of development patients from the first test time on are in neither part, as they
 * would not have been known then. Patients of the same first time stay on one side: of all times at which the test
 * part may begin the one is taken after which its share of both parts is nearest to what is asked, the earlier of two
 * that are as near.
 */
export function latestPart(
  order: Float64Array,
  usable: Uint32Array,
  unit: Int32Array,
  share: number,
): TimeCut {
  const dated = usable.filter((row) => !Number.isNaN(order[row]));
  const first = new Map<number, number>();
  for (const row of dated)
    first.set(unit[row], Math.min(first.get(unit[row]) ?? Number.POSITIVE_INFINITY, order[row]));
  const beginOf = (row: number) => first.get(unit[row]) ?? Number.NaN;
  const begins = Float64Array.from(dated, beginOf).sort();
  const times = Float64Array.from(dated, (row) => order[row]).sort();

  let cut = Number.NaN;
  let nearest = Number.POSITIVE_INFINITY;
  // Rows before a time develop; all rows of who begins then or later are tested.
  for (let tested = 0, before = 0; tested < begins.length; tested++) {
    if (tested > 0 && begins[tested] === begins[tested - 1]) continue;
    while (times[before] < begins[tested]) before++;
    if (before === 0) continue;
    const testRows = begins.length - tested;
    const off = Math.abs(testRows / (testRows + before) - share);
    // A hair of rounding is no reason to prefer the later one.
    if (off < nearest - 1e-12) [cut, nearest] = [begins[tested], off];
  }
  return {
    cut,
    test: dated.filter((row) => beginOf(row) >= cut),
    dev: dated.filter((row) => order[row] < cut),
  };
}
