import type { Rng } from '../study/random';

/**
 * At most `most` of the `rows`, drawn by whole units (patients), each stratum by its share of the rows; a stratum that
 * would come out with fewer than `least` rows has as many, where it has them, at the cost of the largest. Units that bring
 * the rarest strata are drawn first, so that no stratum is crowded out; one may exceed its quota by its first unit, and
 * where room is left. `stratum` holds one small number a row of the table. Returns the rows, ascending; all of them where
 * they are no more than `most`.
 */
export function drawUnits(
  rows: Uint32Array,
  { unit, stratum }: { unit: Int32Array; stratum: Int32Array },
  { most, least }: { most: number; least: number },
  rng: Rng,
): Uint32Array {
  if (rows.length <= most) return rows;
  const sizes = countsOf(rows, stratum);
  const quotas = quotasOf(sizes, rows.length, most, least);
  const held = new Map<number, number>();
  const drawn: number[] = [];
  const rarest = (members: readonly number[]) =>
    members.reduce((fewest, row) => Math.min(fewest, sizes.get(stratum[row]) ?? 0), rows.length);
  const units = rng
    .shuffle([...byUnit(rows, unit).values()])
    .map((members) => ({ members, rarity: rarest(members), taken: false }))
    .sort((a, b) => a.rarity - b.rarity);
  // Patients with many visits rarely fit every quota: the second time those left over fill what room there is.
  for (const strict of [true, false])
    for (const one of units) {
      if (one.taken || drawn.length + one.members.length > most) continue;
      const brought = countsOf(one.members, stratum);
      const fits = [...brought].every(([code, count]) => {
        const has = held.get(code) ?? 0;
        return has === 0 || has + count <= (quotas.get(code) ?? 0);
      });
      if (strict && !fits) continue;
      one.taken = true;
      for (const [code, count] of brought) held.set(code, (held.get(code) ?? 0) + count);
      for (const row of one.members) drawn.push(row);
    }
  return Uint32Array.from(drawn).sort();
}

/** How many of the rows are in each stratum. */
function countsOf(rows: Iterable<number>, stratum: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(stratum[row], (counts.get(stratum[row]) ?? 0) + 1);
  return counts;
}

/** Rows that each stratum may have; together no more than `most`. */
function quotasOf(
  sizes: ReadonlyMap<number, number>,
  rows: number,
  most: number,
  least: number,
): Map<number, number> {
  const quotas = new Map<number, number>();
  let left = most;
  let rest = rows;
  // From the rarest on: what one was given beyond its share is taken from those after it.
  for (const [code, size] of [...sizes].sort((a, b) => a[1] - b[1])) {
    const share = Math.floor((left * size) / rest);
    const quota = Math.min(left, Math.max(share, Math.min(size, least)));
    quotas.set(code, quota);
    left -= quota;
    rest -= size;
  }
  return quotas;
}

function byUnit(rows: Uint32Array, unit: Int32Array): Map<number, number[]> {
  const units = new Map<number, number[]>();
  for (const row of rows) {
    const members = units.get(unit[row]);
    if (members) members.push(row);
    else units.set(unit[row], [row]);
  }
  return units;
}
