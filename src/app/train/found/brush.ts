/** What is chosen along an axis: from and to, shares of its length, from the lower. */
export type Span = readonly [number, number];
/** By axis; one that is not named holds every trial. */
export type Brushes = Readonly<Record<string, Span>>;

/** Places that are told from each other by rounding alone are one place. */
const EDGE = 1e-9;

/** Whether a trial that crosses the axes `keys` at these places is inside of all that is chosen; null: it has no such setting. */
export const isInside = (
  keys: readonly string[],
  places: readonly (number | null)[],
  brushes: Brushes,
): boolean =>
  keys.every((key, i) => {
    const span = brushes[key];
    const at = places[i];
    return !span || (at !== null && at >= span[0] - EDGE && at <= span[1] + EDGE);
  });

/** The brushes with one axis chosen anew; all of an axis, or null, is no choice. */
export function brushed(brushes: Brushes, axis: string, span: Span | null): Brushes {
  const { [axis]: _, ...others } = brushes;
  if (!span) return others;
  const [from, to] = [Math.max(0, Math.min(...span)), Math.min(1, Math.max(...span))];
  return from <= 0 && to >= 1 ? others : { ...others, [axis]: [from, to] };
}
