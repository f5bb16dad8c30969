import type { ParamValues } from '../../../study/params';

/** A part of a picture in shares of its sides. */
export interface Roi {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The step's own limits. */
const LEAST = 0.05;
/** Of one press of an arrow. */
const STEP = 0.01;

const round = (share: number) => Math.round(share * 1000) / 1000;
const between = (value: number, low: number, high: number) => Math.max(low, Math.min(high, value));

export const roiOf = (params: ParamValues): Roi => ({
  x: Number(params.x),
  y: Number(params.y),
  width: Number(params.width),
  height: Number(params.height),
});

/** Within the picture, and not smaller than the step takes. */
export function within({ x, y, width, height }: Roi): Roi {
  const [left, top] = [between(x, 0, 1 - LEAST), between(y, 0, 1 - LEAST)];
  return {
    x: round(left),
    y: round(top),
    width: round(between(width, LEAST, 1 - left)),
    height: round(between(height, LEAST, 1 - top)),
  };
}

/** The frame between two corners, in any order. */
export const drawn = (a: { x: number; y: number }, b: { x: number; y: number }): Roi =>
  within({
    x: Math.min(a.x, b.x),
    y: Math.min(a.y, b.y),
    width: Math.abs(a.x - b.x),
    height: Math.abs(a.y - b.y),
  });

/** After an arrow key: moved, or with Shift made wider, narrower, higher, lower; null for any other key. */
export function keyed(roi: Roi, key: string, shift: boolean): Roi | null {
  const by = {
    ArrowLeft: [-STEP, 0],
    ArrowRight: [STEP, 0],
    ArrowUp: [0, -STEP],
    ArrowDown: [0, STEP],
  }[key];
  if (!by) return null;
  const [dx, dy] = by;
  if (shift) return within({ ...roi, width: roi.width + dx, height: roi.height + dy });
  // At the edge a frame stops; it does not become smaller.
  return within({
    ...roi,
    x: between(roi.x + dx, 0, 1 - roi.width),
    y: between(roi.y + dy, 0, 1 - roi.height),
  });
}
