/** A field of numbers with pixels of equal width and height, in mm about its middle. */
export interface Canvas {
  size: number;
  /** mm of a pixel. */
  pixel: number;
  v: Float32Array;
}

/** An ellipse about x, y with half axes a, b, all in mm; x to the right, y downwards. */
export interface Ellipse {
  x: number;
  y: number;
  a: number;
  b: number;
}

/**
 * Fills an ellipse with a number, or with what a function gives for the height within it (-1 top, 1 bottom). Its rim
 * is a pixel wide, as a scanner would average over it.
 */
export function fillEllipse(canvas: Canvas, shape: Ellipse, hu: number | ((height: number) => number)): void {
  const { size, pixel, v } = canvas;
  const { x, y, a, b } = shape;
  const middle = (size - 1) / 2;
  const first = (at: number, half: number) => Math.max(0, Math.floor((at - half) / pixel + middle - 1));
  const last = (at: number, half: number) => Math.min(size - 1, Math.ceil((at + half) / pixel + middle + 1));
  const rim = Math.min(a, b) / pixel;
  const end = last(x, a);
  for (let row = first(y, b), stop = last(y, b); row <= stop; row++) {
    const dy = ((row - middle) * pixel - y) / b;
    const inside = typeof hu === 'number' ? hu : hu(Math.min(1, Math.max(-1, dy)));
    for (let column = first(x, a); column <= end; column++) {
      const dx = ((column - middle) * pixel - x) / a;
      const share = (1 - Math.sqrt(dx * dx + dy * dy)) * rim + 0.5;
      if (share <= 0) continue;
      const i = row * size + column;
      v[i] = share >= 1 ? inside : v[i] + share * (inside - v[i]);
    }
  }
}
