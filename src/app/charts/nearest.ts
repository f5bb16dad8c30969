/** Something that can be pointed at, in pixels of its drawing. */
export interface Spot {
  id: number;
  x: number;
  y: number;
}

/** The nearest spot within `reach` pixels; null where there is none. */
export function nearestSpot(spots: readonly Spot[], x: number, y: number, reach: number): number | null {
  let [found, least] = [null as number | null, reach * reach];
  for (const spot of spots) {
    const distance = (spot.x - x) ** 2 + (spot.y - y) ** 2;
    if (distance <= least) [found, least] = [spot.id, distance];
  }
  return found;
}

/** How far from a line through `corners` (in the order of a path) a point is, in pixels. */
export function distanceToLine(
  corners: readonly (readonly [number, number])[],
  x: number,
  y: number,
): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 1 < corners.length; i++) {
    const [[ax, ay], [bx, by]] = [corners[i], corners[i + 1]];
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - ax - along * dx, y - ay - along * dy));
  }
  return least;
}
