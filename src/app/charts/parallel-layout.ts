import { textWidth } from './text-width';

/** Axes stand side by side where there is room for their names, else they lie one below the other. */
export interface ParallelLayout {
  upright: boolean;
  height: number;
  /** Of a place along an axis, 0 (low) to 1 (high). */
  pointAt(axis: number, share: number): [number, number];
  /** Of a pixel, the place along an axis. */
  shareAt(axis: number, x: number, y: number): number;
}

const LEAST_ACROSS = 104;
const TOP = 40;
const LONG = 270;
const ROW = 62;
const SIDE = 22;

/** Where trials stand that have no value on an axis: past its low end. */
export const ABSENT = -0.1;

/** `lastTexts`: what is written right of the last upright axis. */
export function parallelLayout(width: number, axes: number, lastTexts: readonly string[]): ParallelLayout {
  const right = Math.max(...lastTexts.map((text) => textWidth(text, 11)), 20) + 14;
  const across = (width - 48 - right) / Math.max(1, axes - 1);
  if (across >= LEAST_ACROSS) {
    const x = (axis: number) => 48 + axis * across;
    return {
      upright: true,
      height: TOP + LONG * (1 - ABSENT) + 14,
      pointAt: (axis, share) => [x(axis), TOP + (1 - share) * LONG],
      shareAt: (_, __, y) => 1 - (y - TOP) / LONG,
    };
  }
  const left = SIDE - ABSENT * (width - 2 * SIDE);
  const long = width - SIDE - left;
  return {
    upright: false,
    height: axes * ROW + 6,
    pointAt: (axis, share) => [left + share * long, axis * ROW + 34],
    shareAt: (_, x) => (x - left) / long,
  };
}
