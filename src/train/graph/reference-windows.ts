import type { Padding } from '../../models/graph';
import { type NodeShape, slide } from '../../models/graph-shapes';

/** Sliding windows in float64, one multiplication after another: what every engine must compute. */

interface Window {
  size: number;
  stride: number;
  pad: Padding;
}

/** Calls `at` for every place of the output [i, oy, ox] and pixel of the input under it inside the picture. */
function overWindows(
  n: number,
  [height, width]: NodeShape,
  { size, stride, pad }: Window,
  at: (place: number, pixel: number, tap: number) => void,
): void {
  const [rows, columns] = [slide(height, size, stride, pad), slide(width, size, stride, pad)];
  for (let i = 0; i < n; i++)
    for (let oy = 0; oy < rows.out; oy++)
      for (let ox = 0; ox < columns.out; ox++)
        for (let ky = 0; ky < size; ky++)
          for (let kx = 0; kx < size; kx++) {
            const y = oy * stride + ky - rows.before;
            const x = ox * stride + kx - columns.before;
            if (y < 0 || y >= height || x < 0 || x >= width) continue;
            at((i * rows.out + oy) * columns.out + ox, (i * height + y) * width + x, ky * size + kx);
          }
}

/** out[place, f] = sum over taps and channels of x[pixel, c] kernel[tap, c, f]. `out` holds the bias already. */
export function conv(
  n: number,
  shape: NodeShape,
  filters: number,
  window: Window,
  x: Float64Array,
  kernel: ArrayLike<number>,
  out: Float64Array,
): void {
  const channels = shape[2];
  overWindows(n, shape, window, (place, pixel, tap) => {
    for (let c = 0; c < channels; c++) {
      const value = x[pixel * channels + c];
      for (let f = 0; f < filters; f++)
        out[place * filters + f] += value * kernel[(tap * channels + c) * filters + f];
    }
  });
}

/** Adds to dx and dKernel what the gradient `dy` of the output says. */
export function convBackward(
  n: number,
  shape: NodeShape,
  filters: number,
  window: Window,
  x: Float64Array,
  kernel: ArrayLike<number>,
  dy: Float64Array,
  dx: Float64Array,
  dKernel: Float64Array,
): void {
  const channels = shape[2];
  overWindows(n, shape, window, (place, pixel, tap) => {
    for (let c = 0; c < channels; c++)
      for (let f = 0; f < filters; f++) {
        const g = dy[place * filters + f];
        const k = (tap * channels + c) * filters + f;
        dx[pixel * channels + c] += g * kernel[k];
        dKernel[k] += g * x[pixel * channels + c];
      }
  });
}

/** out[place, c] = sum over taps of x[pixel, c] kernel[tap, c]. */
export function depthwise(
  n: number,
  shape: NodeShape,
  window: Window,
  x: Float64Array,
  kernel: ArrayLike<number>,
  out: Float64Array,
): void {
  const channels = shape[2];
  overWindows(n, shape, window, (place, pixel, tap) => {
    for (let c = 0; c < channels; c++)
      out[place * channels + c] += x[pixel * channels + c] * kernel[tap * channels + c];
  });
}

export function depthwiseBackward(
  n: number,
  shape: NodeShape,
  window: Window,
  x: Float64Array,
  kernel: ArrayLike<number>,
  dy: Float64Array,
  dx: Float64Array,
  dKernel: Float64Array,
): void {
  const channels = shape[2];
  overWindows(n, shape, window, (place, pixel, tap) => {
    for (let c = 0; c < channels; c++) {
      const g = dy[place * channels + c];
      dx[pixel * channels + c] += g * kernel[tap * channels + c];
      dKernel[tap * channels + c] += g * x[pixel * channels + c];
    }
  });
}

/** The largest inside the picture. `from`: the pixel it was found at, the first of equals. */
export function maxPool(
  n: number,
  shape: NodeShape,
  window: Window,
  x: Float64Array,
  out: Float64Array,
): Uint32Array {
  const channels = shape[2];
  const from = new Uint32Array(out.length);
  out.fill(Number.NEGATIVE_INFINITY);
  overWindows(n, shape, window, (place, pixel) => {
    for (let c = 0; c < channels; c++) {
      const [o, i] = [place * channels + c, pixel * channels + c];
      if (x[i] > out[o]) {
        out[o] = x[i];
        from[o] = i;
      }
    }
  });
  return from;
}

/** Pixels inside the picture under each place of the output, for every row alike. */
export function insideCounts(shape: NodeShape, window: Window): Float64Array {
  const [height, width] = shape;
  const { size, stride, pad } = window;
  const places = slide(height, size, stride, pad).out * slide(width, size, stride, pad).out;
  const counts = new Float64Array(places);
  overWindows(1, shape, window, (place) => {
    counts[place]++;
  });
  return counts;
}

/** The mean of what lies inside the picture. */
export function avgPool(
  n: number,
  shape: NodeShape,
  window: Window,
  x: Float64Array,
  out: Float64Array,
): void {
  const channels = shape[2];
  const counts = insideCounts(shape, window);
  overWindows(n, shape, window, (place, pixel) => {
    for (let c = 0; c < channels; c++)
      out[place * channels + c] += x[pixel * channels + c] / counts[place % counts.length];
  });
}

export function avgPoolBackward(
  n: number,
  shape: NodeShape,
  window: Window,
  dy: Float64Array,
  dx: Float64Array,
): void {
  const channels = shape[2];
  const counts = insideCounts(shape, window);
  overWindows(n, shape, window, (place, pixel) => {
    for (let c = 0; c < channels; c++)
      dx[pixel * channels + c] += dy[place * channels + c] / counts[place % counts.length];
  });
}
