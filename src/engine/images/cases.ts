import { EVEN_THRESHOLD } from '../../evaluate/threshold';
import { marginOf } from '../cases/margin';
import type { TestedRows } from '../evaluation/tested-rows';
import type { Ready } from '../prepare';
import type { ImageApi, ImageCase } from './api';

/**
 * Test pictures worth a look: wrongly predicted ones (of two classes `limit` of each side), those nearest to the
 * decision, and right ones; wrong and right ones surest first, or last. `limit` of each. `others`: rows of the same
 * patient among all that have an outcome.
 */
export function casesOf(
  { target, data }: Pick<Ready, 'target' | 'data'>,
  { rows, p, thresholds }: TestedRows,
  { limit, surest }: ImageApi['imageCases'][0],
): ImageCase[] {
  const { kind, classes } = target;
  if (kind === 'regression') return [];
  const others = new Map<number, number[]>();
  target.y.forEach((y, row) => {
    if (Number.isNaN(y)) return;
    const same = others.get(data.unit[row]);
    if (same) same.push(row);
    else others.set(data.unit[row], [row]);
  });
  const all = Array.from(rows, (row, i) => {
    const odds =
      kind === 'binary'
        ? [1 - p[i], p[i]]
        : Array.from(p.subarray(i * classes.length, (i + 1) * classes.length));
    const threshold = thresholds?.[i] ?? EVEN_THRESHOLD;
    const observed = target.y[row];
    const predicted = kind === 'binary' ? +(p[i] >= threshold) : odds.indexOf(Math.max(...odds));
    return { row, observed, predicted, p: odds, margin: marginOf(kind, odds, threshold) };
  });
  const sign = surest ? 1 : -1;
  const bySure = [...all].sort((a, b) => sign * (b.margin - a.margin));
  const right = bySure.filter((c) => c.predicted === c.observed);
  const wrong = bySure.filter((c) => c.predicted !== c.observed);
  const unsure = [...all].sort((a, b) => a.margin - b.margin);
  const seen = new Set<number>();
  const take = (from: typeof all, name: ImageCase['kind']): ImageCase[] =>
    from
      .filter(({ row }) => !seen.has(row))
      .slice(0, limit)
      .map(({ margin: _, ...found }) => {
        seen.add(found.row);
        return {
          ...found,
          kind: name,
          others: (others.get(data.unit[found.row]) ?? []).filter((row) => row !== found.row),
        };
      });
  const sides = kind === 'binary' ? [1, 0].map((k) => wrong.filter((c) => c.predicted === k)) : [wrong];
  const order = new Map(wrong.map(({ row }, i) => [row, i]));
  const mistakes = sides
    .flatMap((side) => take(side, 'wrong'))
    .sort((a, b) => (order.get(a.row) ?? 0) - (order.get(b.row) ?? 0));
  return [...mistakes, ...take(unsure, 'unsure'), ...take(right, 'right')];
}
