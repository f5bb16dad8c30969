import type { Predictions } from '../../export/predictor';
import type { Ready } from '../prepare';
import type { ImageCase } from './api';

/**
 * Test pictures worth a look: wrongly predicted ones, the surest mistakes first; those nearest to the decision; and
 * right ones, the surest first. `limit` of each. `others`: rows of the same patient among all that have an outcome.
 */
export function casesOf(
  { parts, target, data }: Pick<Ready, 'parts' | 'target' | 'data'>,
  { kind, p, threshold, classes }: Pick<Predictions, 'kind' | 'p' | 'threshold' | 'classes'>,
  limit: number,
): ImageCase[] {
  if (kind === 'regression') return [];
  const others = new Map<number, number[]>();
  target.y.forEach((y, row) => {
    if (Number.isNaN(y)) return;
    const rows = others.get(data.unit[row]);
    if (rows) rows.push(row);
    else others.set(data.unit[row], [row]);
  });
  const all = Array.from(parts.test, (row, i) => {
    const odds =
      kind === 'binary'
        ? [1 - p[i], p[i]]
        : Array.from(p.subarray(i * classes.length, (i + 1) * classes.length));
    const observed = target.y[row];
    const predicted = kind === 'binary' ? +(p[i] >= (threshold ?? 0.5)) : odds.indexOf(Math.max(...odds));
    return { row, observed, predicted, p: odds, margin: marginOf(kind, odds, threshold) };
  });
  const wrong = all.filter((c) => c.predicted !== c.observed).sort((a, b) => b.margin - a.margin);
  const right = all.filter((c) => c.predicted === c.observed).sort((a, b) => b.margin - a.margin);
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
  return [...take(wrong, 'wrong'), ...take(unsure, 'unsure'), ...take(right, 'right')];
}

/** How far a prediction stands from the decision: from the threshold on its own side, or from the second class. */
function marginOf(kind: Predictions['kind'], odds: number[], threshold: number | null): number {
  if (kind === 'binary') {
    const t = threshold ?? 0.5;
    const p = odds[1];
    return p >= t ? (p - t) / (1 - t || 1) : (t - p) / (t || 1);
  }
  const [first, second] = [...odds].sort((a, b) => b - a);
  return first - second;
}
