import type { ThresholdRule } from '../study/evaluation-plan';
import { cellsAt } from './operating-points';
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

/**
 * The threshold of a rule on development predictions; candidates as for `youden`, and one above every score. A share
 * is reached within rounding. cost: a missed event counts as many false alarms as `ratio` says, and
 * their sum is least; of equal ones the lower threshold. Needs both classes.
 */
export function chooseThreshold(rule: ThresholdRule, y: ArrayLike<number>, p: ArrayLike<number>): number {
  if (rule.rule === 'youden') return youden(y, p);
  const thresholds = candidates(p);
  const cells = cellsAt(y, p, thresholds);
  const enough = (share: number, wanted: number) => share >= wanted - 1e-12;
  if (rule.rule === 'sensitivity')
    return thresholds[cells.findLastIndex(({ tp, fn }) => enough(tp / (tp + fn), rule.value))];
  if (rule.rule === 'specificity')
    return thresholds[cells.findIndex(({ tn, fp }) => enough(tn / (tn + fp), rule.value))];
  const costs = cells.map(({ fn, fp }) => rule.ratio * fn + fp);
  return thresholds[costs.indexOf(costs.reduce((a, b) => Math.min(a, b)))];
}

/** The lowest score, the midpoints between neighbours, and a threshold that no score reaches; ascending. */
function candidates(p: ArrayLike<number>): number[] {
  const scores = [...new Set(Array.from(p))].sort((a, b) => a - b);
  const highest = scores[scores.length - 1];
  return scores
    .map((score, i) => {
      const middle = i === 0 ? score : (scores[i - 1] + score) / 2;
      return i > 0 && middle <= scores[i - 1] ? score : middle;
    })
    .concat(highest < 1 ? (highest + 1) / 2 : highest * (1 + Number.EPSILON));
}
