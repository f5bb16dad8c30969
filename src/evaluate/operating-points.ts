import { quantile } from './bootstrap';
import type { Cells } from './cells';
import { ascending } from './order';

/** Counts at each threshold: positive is p >= threshold. `thresholds` ascend. */
export function cellsAt(y: ArrayLike<number>, p: ArrayLike<number>, thresholds: number[]): Cells[] {
  const order = ascending(p);
  let positives = 0;
  for (let i = 0; i < y.length; i++) if (y[i] === 1) positives++;
  const negatives = y.length - positives;
  let [fn, tn, at] = [0, 0, 0];
  return thresholds.map((threshold) => {
    for (; at < order.length && p[order[at]] < threshold; at++) {
      if (y[order[at]] === 1) fn++;
      else tn++;
    }
    return { tp: positives - fn, fp: negatives - tn, fn, tn };
  });
}

const MOST = 201;

/** 0, 1, the threshold in use, and so many quantiles of the predictions that a slider has at most 201 stops. */
export function sliderThresholds(p: ArrayLike<number>, threshold: number): number[] {
  const sorted = Float64Array.from(p).sort();
  const stops = Array.from({ length: MOST - 3 }, (_, i) => quantile(sorted, i / (MOST - 4)));
  return [...new Set([0, 1, threshold, ...stops])].filter((t) => t >= 0 && t <= 1).sort((a, b) => a - b);
}
