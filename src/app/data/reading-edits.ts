import { cellKey } from '../../data/missing-cells';

/** The texts for missing with one more or one less; `-9` and `-9.0` are one. */
export function withMissing(texts: readonly string[], text: string, is: boolean): string[] {
  const others = texts.filter((one) => cellKey(one) !== cellKey(text));
  return is ? [...others, text] : others;
}

/** A level moved to another place; the same list where nothing moves. */
export function moveLevel(order: readonly string[], level: string, to: number): string[] {
  const place = Math.max(0, Math.min(order.length - 1, to));
  const others = order.filter((one) => one !== level);
  if (others.length === order.length) return [...order];
  others.splice(place, 0, level);
  return others;
}
