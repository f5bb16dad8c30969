import { ascending } from './order';

export type RocPoint = [falsePositiveRate: number, truePositiveRate: number, threshold: number];

const LIMIT = 2000;

/**
 * The ROC curve from (0,0) to (1,1): positive means score >= threshold. Tied scores make one (slanting) segment;
 * points inside a straight run are dropped, and evenly spaced ones beyond 2,000. The first threshold lies just
 * above every score and is finite, so that the curve survives JSON. Needs both classes.
 */
export function rocCurve(y: ArrayLike<number>, p: ArrayLike<number>): RocPoint[] {
  const order = ascending(p).reverse();
  const highest = p[order[0]];
  const points: RocPoint[] = [[0, 0, highest < 1 ? 1 : highest * (1 + Number.EPSILON)]];
  let positives = 0;
  let negatives = 0;
  // Counts until the end, rates after: the test of straightness is then exact.
  for (let from = 0; from < order.length; ) {
    const threshold = p[order[from]];
    let to = from;
    for (; to < order.length && p[order[to]] === threshold; to++) {
      if (y[order[to]] === 1) positives++;
      else negatives++;
    }
    const here: RocPoint = [negatives, positives, threshold];
    if (points.length > 1 && straight(points[points.length - 2], points[points.length - 1], here))
      points.pop();
    points.push(here);
    from = to;
  }
  return thin(points).map(([fp, tp, threshold]) => [fp / negatives, tp / positives, threshold]);
}

const straight = (a: RocPoint, b: RocPoint, c: RocPoint): boolean =>
  (b[0] - a[0]) * (c[1] - b[1]) === (c[0] - b[0]) * (b[1] - a[1]);

function thin(points: RocPoint[]): RocPoint[] {
  if (points.length <= LIMIT) return points;
  const step = (points.length - 1) / (LIMIT - 1);
  return Array.from({ length: LIMIT }, (_, i) => points[Math.round(i * step)]);
}
