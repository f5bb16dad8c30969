import { logGamma } from '../distributions';

/** Steps beyond this many, a tenth of a second, add up to a wait over many variables. */
const MOST = 1_000_000;
/** Ways to deal the levels out, margins of the groups left aside, that are not even begun. */
const HOPELESS = 1e9;
/** Tables as likely as the observed one but for rounding count as such, as in R's fisher.test. */
const ROUNDING = 1 + 1e-7;

/**
 * Two-sided exact test of independence (Fisher; Freeman & Halton 1951 beyond two by two): the probability, given
 * the margins, of all tables no likelier than `counts[group][level]`. Works all of them out; null where they are
 * too many, since an approximation would not be what its name says.
 */
export function fisherExact(counts: readonly (readonly number[])[]): number | null {
  const groups = counts.map((row) => row.reduce((sum, n) => sum + n, 0));
  const n = groups.reduce((sum, g) => sum + g, 0);
  const logFactorial = new Float64Array(n + 1);
  for (let i = 2; i <= n; i++)
    logFactorial[i] = i < 1e5 ? logFactorial[i - 1] + Math.log(i) : logGamma(i + 1);
  // The largest level last: it is what the others leave.
  const levels = (counts[0] ?? [])
    .map((_, level) => counts.map((row) => row[level]))
    .map((cells) => ({ cells, total: cells.reduce((sum, c) => sum + c, 0) }))
    .sort((a, b) => a.total - b.total);
  const ways = levels.slice(0, -1).reduce((product, l) => product * deals(l.total, groups.length), 1);
  if (ways > HOPELESS) return null;
  const constant =
    groups.reduce((sum, g) => sum + logFactorial[g], 0) +
    levels.reduce((sum, l) => sum + logFactorial[l.total], 0) -
    logFactorial[n];
  const cost = (cells: readonly number[]) => cells.reduce((sum, c) => sum + logFactorial[c], 0);
  const observed = Math.exp(constant - levels.reduce((sum, l) => sum + cost(l.cells), 0));

  const left = [...groups];
  let steps = 0;
  let p = 0;
  /** Deals what is left of a level to the groups from `group` on; `spent`: log factorials of cells dealt so far. */
  const deal = (level: number, group: number, rest: number, spent: number): void => {
    if (++steps > MOST) return;
    if (level === levels.length - 1) {
      const probability = Math.exp(constant - spent - cost(left));
      if (probability <= observed * ROUNDING) p += probability;
      return;
    }
    if (group === groups.length - 1) {
      if (rest > left[group]) return;
      left[group] -= rest;
      deal(level + 1, 0, levels[level + 1].total, spent + logFactorial[rest]);
      left[group] += rest;
      return;
    }
    for (let cell = Math.min(rest, left[group]); cell >= 0; cell--) {
      left[group] -= cell;
      deal(level, group + 1, rest - cell, spent + logFactorial[cell]);
      left[group] += cell;
    }
  };
  deal(0, 0, levels[0]?.total ?? 0, 0);
  return steps > MOST ? null : Math.min(1, p);
}

/** In how many ways `n` are dealt to `groups`: binomial(n + groups - 1, groups - 1). */
function deals(n: number, groups: number): number {
  let ways = 1;
  for (let i = 1; i < groups; i++) ways *= (n + i) / i;
  return ways;
}
