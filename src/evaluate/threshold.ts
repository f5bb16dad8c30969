import { ascending } from './order';

/** Used where no threshold was chosen: the class more likely than not. */
export const EVEN_THRESHOLD = 0.5;

/**
 * The threshold (positive means p >= threshold) with the largest sensitivity + specificity - 1 (Youden 1950).
 * Candidates are the midpoints between neighbouring scores, as in pROC's `coords(x = "best")`, and the lowest
 * score. A tie goes to the lower threshold: of two equal ones, the more sensitive. Give it development
 * predictions only, never the test set's. Needs both classes.
 */
export function youden(y: ArrayLike<number>, p: ArrayLike<number>): number {
  const order = ascending(p);
  let positives = 0;
  for (let i = 0; i < y.length; i++) if (y[i] === 1) positives++;
  const negatives = y.length - positives;
  let best = p[order[0]];
  let gain = 0;
  let missed = 0;
  let spared = 0;
  for (let i = 0; i + 1 < order.length; i++) {
    if (y[order[i]] === 1) missed++;
    else spared++;
    const here = p[order[i]];
    const next = p[order[i + 1]];
    if (here === next) continue;
    // Cross-multiplied counts: integers, so that equal thresholds tie exactly.
    const candidate = spared * positives - missed * negatives;
    if (candidate <= gain) continue;
    gain = candidate;
    const middle = (here + next) / 2;
    // Between neighbouring floats the midpoint may round onto the lower one.
    best = middle > here ? middle : next;
  }
  return best;
}
