import type { Association } from '../../study/results/association';
import { extent, nice, ticks } from '../charts/scale';
import { formatValue } from '../ui/number';

type Limits = { estimate: number; low: number | null; high: number | null };

/** Whiskers are drawn this far; squares as far as they are. */
const FURTHEST = 100;

const MARKS = [-4, -3, -2, -1, 0, 1, 2, 3, 4].flatMap((power) => [1, 2, 5].map((m) => m * 10 ** power));
const isPower = (mark: number) => Math.abs(Math.log10(mark) - Math.round(Math.log10(mark))) < 1e-9;

/** The axis of a forest plot of odds ratios (of logarithms, 1 inside) or of differences (0 inside). */
export function oddsAxis(kind: Association['kind'], shown: readonly Limits[]) {
  const ratio = kind === 'logistic';
  const none = ratio ? 1 : 0;
  const near = (value: number | null) =>
    value === null ? none : ratio ? Math.min(FURTHEST, Math.max(1 / FURTHEST, value)) : value;
  const [from, to] = extent([
    none,
    ...shown.flatMap(({ estimate, low, high }) => [estimate, near(low), near(high)]),
  ]);
  if (!ratio) {
    const domain = nice([from, to], 3);
    return { domain, ticks: ticks(domain, 3), reference: none, write: formatValue };
  }
  const low = MARKS.findLast((mark) => mark <= Math.min(from, 0.5)) ?? MARKS[0];
  const high = MARKS.find((mark) => mark >= Math.max(to, 2)) ?? MARKS[MARKS.length - 1];
  const inside = MARKS.filter((mark) => mark >= low && mark <= high);
  return {
    domain: [low, high] as const,
    // Few enough for the narrow panels of a phone.
    ticks: inside.length > 5 ? inside.filter(isPower) : inside,
    log: true,
    reference: none,
    write: formatValue,
  };
}
