/** Codes at or above it are no levels but a mistake; they are as missing. */
const MOST_CODES = 1 << 16;

export interface SeenLevels {
  /** The level of each bin, ascending. */
  codes: Int32Array;
  /** Words of 16 levels that all levels seen take, those without a bin too. */
  words: number;
}

/** The code that a value stands for, as `goesLeft` of the model reads it; -1: missing. */
const codeOf = (value: number): number => (value >= 0 && value < MOST_CODES ? Math.trunc(value) : -1);

/** The `most` most frequent levels of a column, of equal ones the lower first. */
export function levelsOf(
  column: Float32Array,
  most: number,
): SeenLevels & { binOf(value: number): number | undefined } {
  const counts = new Map<number, number>();
  for (const value of column) {
    const code = codeOf(value);
    if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const kept = [...counts].sort(([a, m], [b, n]) => n - m || a - b).slice(0, most);
  const codes = Int32Array.from(kept, ([code]) => code).sort();
  const bins = new Map(Array.from(codes, (code, bin) => [code, bin]));
  const top = Math.max(-1, ...counts.keys());
  return { codes, words: Math.ceil((top + 1) / 16), binOf: (value) => bins.get(codeOf(value)) };
}
