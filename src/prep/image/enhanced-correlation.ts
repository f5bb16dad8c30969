import type { Picture } from '../../data/images/picture';
import type { Affine } from './warp';

/** What a picture may be moved by: along two axes; turned too; or stretched and sheared too. */
export type Motion = 'translation' | 'rigid' | 'affine';

/** Less of the reference than this seen by the other picture is no ground for a decision. */
const LEAST_SEEN = 0.4;
const MOST_ROUNDS = 40;
/** Pixels by which a corner must still move. */
const STILL = 1e-3;

/** A level of a picture: its numbers and their slopes along x and y, all [height, width]. */
export interface Field {
  width: number;
  height: number;
  v: Float32Array;
  slopeX: Float32Array;
  slopeY: Float32Array;
}

export function fieldOf({ width, height, v }: Picture): Field {
  const slopeX = new Float32Array(v.length);
  const slopeY = new Float32Array(v.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      if (x > 0 && x < width - 1) slopeX[i] = (v[i + 1] - v[i - 1]) / 2;
      if (y > 0 && y < height - 1) slopeY[i] = (v[i + width] - v[i - width]) / 2;
    }
  return { width, height, v, slopeX, slopeY };
}

/** Solves A x = b for each of two right sides, in place of them; false where A is singular. A: [n, n], symmetric. */
function solve(n: number, a: Float64Array, first: Float64Array, second: Float64Array): boolean {
  for (let k = 0; k < n; k++) {
    const pivot = a[k * n + k];
    if (!(Math.abs(pivot) > 1e-12 * Math.abs(a[0]))) return false;
    for (let row = 0; row < n; row++) {
      if (row === k) continue;
      const factor = a[row * n + k] / pivot;
      if (factor === 0) continue;
      for (let column = k; column < n; column++) a[row * n + column] -= factor * a[k * n + column];
      first[row] -= factor * first[k];
      second[row] -= factor * second[k];
    }
  }
  for (let k = 0; k < n; k++) {
    first[k] /= a[k * n + k];
    second[k] /= a[k * n + k];
  }
  return true;
}

const SIZE = { translation: 2, rigid: 3, affine: 6 } as const;

/** Parameters about the middle (mx, my) of the reference: shift first, then the angle, or the four of the matrix. */
function parametersOf([a, b, c, d, e, f]: Affine, motion: Motion, mx: number, my: number): Float64Array {
  const shift = [a * mx + b * my + c - mx, d * mx + e * my + f - my];
  if (motion === 'translation') return Float64Array.from(shift);
  if (motion === 'rigid') return Float64Array.of(...shift, Math.atan2(d - b, a + e));
  return Float64Array.of(...shift, a, b, d, e);
}

function mapOf(p: Float64Array, motion: Motion, mx: number, my: number): Affine {
  const [cos, sin] = motion === 'rigid' ? [Math.cos(p[2]), Math.sin(p[2])] : [1, 0];
  const [a, b, d, e] = motion === 'affine' ? p.subarray(2) : [cos, -sin, sin, cos];
  return [a, b, p[0] + mx - a * mx - b * my, d, e, p[1] + my - d * mx - e * my];
}

/** How far the corner that moves most moves between two maps, in pixels. */
function moved(from: Affine, to: Affine, width: number, height: number): number {
  let most = 0;
  for (const [x, y] of [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ]) {
    const dx = (to[0] - from[0]) * x + (to[1] - from[1]) * y + to[2] - from[2];
    const dy = (to[3] - from[3]) * x + (to[4] - from[4]) * y + to[5] - from[5];
    most = Math.max(most, Math.hypot(dx, dy));
  }
  return most;
}

/**
 * The map under which `moving`, read where it sends each pixel of `reference`, correlates best with it: Gauss-Newton
 * on the enhanced correlation coefficient (Evangelidis and Psarakis 2008, forward additive, as cv2.findTransformECC).
 * A correlation does not mind other brightness and contrast, as scanners have. Both of one size. `correlation` is
 * that of the map given back; where no step betters the start, that is the start.
 */
export function correlate(
  reference: Field,
  moving: Field,
  motion: Motion,
  start: Affine,
): { map: Affine; correlation: number } {
  const { width, height } = reference;
  const n = SIZE[motion];
  const [mx, my] = [(width - 1) / 2, (height - 1) / 2];
  const seen = new Float64Array(width * height);
  const wanted = new Float64Array(width * height);
  const jacobian = new Float64Array(width * height * n);
  const hessian = new Float64Array(n * n);
  const byImage = new Float64Array(n);
  const byReference = new Float64Array(n);
  let p = parametersOf(start, motion, mx, my);
  let best = { map: start, correlation: Number.NEGATIVE_INFINITY };
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const map = mapOf(p, motion, mx, my);
    const count = sample(reference, moving, motion, map, p, { seen, wanted, jacobian });
    if (count < LEAST_SEEN * width * height) break;
    const sums = project(n, count, { seen, wanted, jacobian }, { hessian, byImage, byReference });
    const correlation = sums.both / Math.sqrt(sums.image * sums.reference);
    if (!(correlation > best.correlation)) break;
    const step = moved(best.map, map, width, height);
    best = { map, correlation };
    if (round > 0 && step < STILL) break;
    const image = byImage.slice();
    const target = byReference.slice();
    if (!solve(n, hessian, byImage, byReference)) break;
    let [above, below] = [sums.image, sums.both];
    for (let k = 0; k < n; k++) {
      above -= image[k] * byImage[k];
      below -= target[k] * byImage[k];
    }
    if (!(below > 0)) break;
    p = p.map((value, k) => value + (above / below) * byReference[k] - byImage[k]);
  }
  return best;
}

interface Samples {
  seen: Float64Array;
  wanted: Float64Array;
  /** [pixel, parameter]. */
  jacobian: Float64Array;
}

/** Reads the moving picture where the map sends each pixel; those sent outside are left out. How many there are. */
function sample(
  reference: Field,
  moving: Field,
  motion: Motion,
  [a, b, c, d, e, f]: Affine,
  p: Float64Array,
  to: Samples,
): number {
  const { width, height } = reference;
  const { v, slopeX, slopeY } = moving;
  const [mx, my] = [(width - 1) / 2, (height - 1) / 2];
  const [cos, sin] = motion === 'rigid' ? [Math.cos(p[2]), Math.sin(p[2])] : [1, 0];
  let count = 0;
  let j = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sx = a * x + b * y + c;
      const sy = d * x + e * y + f;
      if (!(sx >= 0 && sy >= 0 && sx < width - 1 && sy < height - 1)) continue;
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const i = y0 * width + x0;
      const [w00, w01, w10, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
      const below = i + width;
      const gx = w00 * slopeX[i] + w01 * slopeX[i + 1] + w10 * slopeX[below] + w11 * slopeX[below + 1];
      const gy = w00 * slopeY[i] + w01 * slopeY[i + 1] + w10 * slopeY[below] + w11 * slopeY[below + 1];
      to.seen[count] = w00 * v[i] + w01 * v[i + 1] + w10 * v[below] + w11 * v[below + 1];
      to.wanted[count++] = reference.v[y * width + x];
      to.jacobian[j++] = gx;
      to.jacobian[j++] = gy;
      const X = x - mx;
      const Y = y - my;
      if (motion === 'rigid') to.jacobian[j++] = gx * (-sin * X - cos * Y) + gy * (cos * X - sin * Y);
      else if (motion === 'affine') {
        to.jacobian[j++] = gx * X;
        to.jacobian[j++] = gx * Y;
        to.jacobian[j++] = gy * X;
        to.jacobian[j++] = gy * Y;
      }
    }
  return count;
}

/** Sums over the pixels, both pictures about their means: their squares and product, and all against the Jacobian. */
function project(
  n: number,
  count: number,
  { seen, wanted, jacobian }: Samples,
  to: { hessian: Float64Array; byImage: Float64Array; byReference: Float64Array },
) {
  let [meanSeen, meanWanted] = [0, 0];
  for (let i = 0; i < count; i++) {
    meanSeen += seen[i] / count;
    meanWanted += wanted[i] / count;
  }
  to.hessian.fill(0);
  to.byImage.fill(0);
  to.byReference.fill(0);
  const sums = { image: 0, reference: 0, both: 0 };
  for (let i = 0, at = 0; i < count; i++, at += n) {
    const image = seen[i] - meanSeen;
    const reference = wanted[i] - meanWanted;
    sums.image += image * image;
    sums.reference += reference * reference;
    sums.both += image * reference;
    for (let k = 0; k < n; k++) {
      const slope = jacobian[at + k];
      to.byImage[k] += slope * image;
      to.byReference[k] += slope * reference;
      for (let l = 0; l <= k; l++) to.hessian[k * n + l] += slope * jacobian[at + l];
    }
  }
  for (let k = 0; k < n; k++) for (let l = k + 1; l < n; l++) to.hessian[k * n + l] = to.hessian[l * n + k];
  return sums;
}
