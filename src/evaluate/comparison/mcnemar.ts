import { chiSquareTail } from '../distributions';

/** With fewer patients than this in whom the two differ, the exact distribution is used. */
const EXACT_BELOW = 25;

export interface McNemar {
  /** Rows that the first alone decided rightly, and the second alone. */
  onlyFirst: number;
  onlySecond: number;
  /** Two-sided. */
  p: number;
}

/**
 * McNemar's test (Psychometrika 1947;12:153-157) of two decisions on the same rows. Where patients have several
 * rows, what counts of each is by how many rows one did better than the other: under the hypothesis its sign is as
 * likely either way. With one row a patient the exact form is the conditional binomial test, and the other McNemar's
 * chi-square without a correction, as Fagerland, Lydersen & Laake recommend (BMC Med Res Methodol 2013;13:91); with
 * several it is the score form of Obuchowski's test for clusters (Stat Med 1998;17:1495-1507).
 */
export function mcnemar(
  first: ArrayLike<boolean>,
  second: ArrayLike<boolean>,
  unit: ArrayLike<number>,
): McNemar {
  let [onlyFirst, onlySecond] = [0, 0];
  const balance = new Map<number, number>();
  for (let i = 0; i < unit.length; i++) {
    if (first[i] === second[i]) continue;
    if (first[i]) onlyFirst++;
    else onlySecond++;
    balance.set(unit[i], (balance.get(unit[i]) ?? 0) + (first[i] ? 1 : -1));
  }
  const leads = [...balance.values()].filter((lead) => lead !== 0).map(Math.abs);
  const lead = Math.abs(onlyFirst - onlySecond);
  if (leads.length < EXACT_BELOW) return { onlyFirst, onlySecond, p: exact(leads, lead) };
  const squares = leads.reduce((sum, value) => sum + value * value, 0);
  return { onlyFirst, onlySecond, p: chiSquareTail((lead * lead) / squares, 1) };
}

/** P(|sum of ±leads| >= lead), each sign as likely. */
function exact(leads: number[], lead: number): number {
  let sums = new Map([[0, 1]]);
  for (const step of leads) {
    const next = new Map<number, number>();
    for (const [sum, share] of sums)
      for (const to of [sum - step, sum + step]) next.set(to, (next.get(to) ?? 0) + share / 2);
    sums = next;
  }
  let p = 0;
  for (const [sum, share] of sums) if (Math.abs(sum) >= lead) p += share;
  return Math.min(1, p);
}
