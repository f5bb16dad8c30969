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
  const strata = rows.reduce((most, row) => Math.max(most, stratum[row]), 0) + 1;
  const sizes = new Uint32Array(strata);
  for (const row of rows) sizes[stratum[row]]++;
  const held = shares.map(() => new Uint32Array(strata));
  const total = shares.map(() => 0);
  const parts: number[][] = shares.map(() => []);

  for (const members of units) {
    const { codes, counts } = whatBrings(members, stratum);
    let best = 0;
    let bestFill = Number.POSITIVE_INFINITY;
    let bestTotal = Number.POSITIVE_INFINITY;
    for (let part = 0; part < shares.length; part++) {
      let fill = 0;
      for (let i = 0; i < codes.length; i++) {
        const middle = held[part][codes[i]] + counts[i] / 2;
        fill += (counts[i] * middle) / (shares[part] * sizes[codes[i]] ** 2);
      }
      const totalFill = (total[part] + members.length / 2) / shares[part];
      if (fill < bestFill || (fill === bestFill && totalFill < bestTotal)) {
        best = part;
        bestFill = fill;
        bestTotal = totalFill;
      }
    }
    for (let i = 0; i < codes.length; i++) held[best][codes[i]] += counts[i];
    total[best] += members.length;
    for (const row of members) parts[best].push(row);
  }
  return parts.map((part) => Uint32Array.from(part).sort());
}

/** Strata of a unit's rows and how many are in each. Lists: most units are one row, and there are a hundred thousand. */
function whatBrings(members: number[], stratum: Int32Array): { codes: number[]; counts: number[] } {
  const codes: number[] = [];
  const counts: number[] = [];
  for (const row of members) {
    const at = codes.indexOf(stratum[row]);
    if (at >= 0) counts[at]++;
    else {
      codes.push(stratum[row]);
      counts.push(1);
    }
  }
  return { codes, counts };
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
