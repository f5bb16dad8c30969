import type { Rng } from '../study/random';

/**
 * Gives each row to one of several parts so that every part gets its share of every stratum, and rows of one
 * unit (patient) stay together.
 *
 * Units are shuffled, large ones first, and each goes to the part that is emptiest for what it brings: by the
 * middle of what the part would hold of the unit's strata, relative to the part's share (the divisor method of
 * Webster and Sainte-Lague, so parts of 20 % and 80 % fill alike and neither collects the large units). A rare
 * stratum weighs as much as a common one.
 *
 * `rows` are the rows to give away, `stratum` holds one small number a row of the table, `shares` sum to 1.
 * Returns the rows of each part, ascending.
 */
export function assign(
  rows: Uint32Array,
  unit: Int32Array,
  stratum: Int32Array,
  shares: readonly number[],
  rng: Rng,
): Uint32Array[] {
  const units = shuffledUnits(rows, unit, rng);
  const sizes = new Map<number, number>();
  for (const row of rows) sizes.set(stratum[row], (sizes.get(stratum[row]) ?? 0) + 1);
  const held = shares.map(() => new Map<number, number>());
  const total = shares.map(() => 0);
  const parts: number[][] = shares.map(() => []);

  for (const members of units) {
    const brings = new Map<number, number>();
    for (const row of members) brings.set(stratum[row], (brings.get(stratum[row]) ?? 0) + 1);
    let best = 0;
    let bestFill = Number.POSITIVE_INFINITY;
    let bestTotal = Number.POSITIVE_INFINITY;
    for (let part = 0; part < shares.length; part++) {
      let fill = 0;
      for (const [s, count] of brings) {
        const middle = (held[part].get(s) ?? 0) + count / 2;
        fill += (count * middle) / (shares[part] * (sizes.get(s) ?? 1) ** 2);
      }
      const totalFill = (total[part] + members.length / 2) / shares[part];
      if (fill < bestFill || (fill === bestFill && totalFill < bestTotal)) {
        best = part;
        bestFill = fill;
        bestTotal = totalFill;
      }
    }
    for (const [s, count] of brings) held[best].set(s, (held[best].get(s) ?? 0) + count);
    total[best] += members.length;
    for (const row of members) parts[best].push(row);
  }
  return parts.map((part) => Uint32Array.from(part).sort());
}

/** The rows of each unit; units in random order, those with more rows first. */
function shuffledUnits(rows: Uint32Array, unit: Int32Array, rng: Rng): number[][] {
  const byUnit = new Map<number, number[]>();
  for (const row of rows) {
    const members = byUnit.get(unit[row]);
    if (members) members.push(row);
    else byUnit.set(unit[row], [row]);
  }
  return rng.shuffle([...byUnit.values()]).sort((a, b) => b.length - a.length);
}
