import { emptyPicture, type Picture, type PictureSource } from '../../data/images/picture';
import type { Ctx } from '../../study/context';
import { align, enlarged, pyramid } from './align';
import { eachPicture } from './each-picture';
import type { Field, Motion } from './enhanced-correlation';
import { greyOf } from './grey';
import type { ImageStep } from './image-step';
import type { Shape } from './picture-shape';
import { resample } from './resample';
import { warp } from './warp';

/** Longer side of the copy on which pictures are laid upon each other; the map is then enlarged. */
const LONGEST = 128;

/** The reference, grey, [height, width]; its shape is null where there was no training picture. */
export interface RegisterState {
  reference: number[];
  shape: Shape | null;
}

/** Levels of a reference are made once, not for every picture. */
const levelsOf = new WeakMap<RegisterState, Field[]>();

function small(picture: Picture, { width, height }: Shape): Picture {
  const grey = greyOf(picture);
  return resample(grey, { x: 0, y: 0, width: grey.width, height: grey.height }, width, height);
}

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length;
  let [s, t, ss, tt, st] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    s += a[i];
    t += b[i];
    ss += a[i] * a[i];
    tt += b[i] * b[i];
    st += a[i] * b[i];
  }
  return (st - (s * t) / n) / Math.sqrt(Math.max(1e-12, (ss - (s * s) / n) * (tt - (t * t) / n)));
}

async function meanOf(training: PictureSource, ctx: Pick<Ctx, 'signal' | 'report'>): Promise<RegisterState> {
  let shape: Shape | null = null;
  let sum = new Float64Array(0);
  await eachPicture(training, ctx, (picture) => {
    if (!shape) {
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
      shape = { width: side(picture.width), height: side(picture.height), channels: 1 };
      sum = new Float64Array(shape.width * shape.height);
    }
    const { v } = small(picture, shape);
    for (let i = 0; i < v.length; i++) sum[i] += v[i];
  });
  return { reference: Array.from(sum, (total) => total / training.n), shape };
}

async function nearestTo(
  { reference, shape }: RegisterState,
  training: PictureSource,
  ctx: Pick<Ctx, 'signal' | 'report'>,
): Promise<RegisterState> {
  let nearest: ArrayLike<number> = reference;
  let most = Number.NEGATIVE_INFINITY;
  await eachPicture(training, ctx, (picture) => {
    if (!shape) return;
    const { v } = small(picture, shape);
    const alike = correlation(v, reference);
    if (alike > most) [nearest, most] = [v, alike];
  });
  return { reference: Array.from(nearest), shape };
}

/**
 * Lays every picture upon one reference by moving, turning or also stretching it (enhanced correlation coefficient
 * from coarse to fine; docs/decisions/0011-registration.md). The reference is the mean of the training pictures or
 * the one of them that is most like the mean. What comes into view is drawn out from the edge; a picture that no map
 * brings nearer stays as it is.
 */
export const register: ImageStep<RegisterState> = {
  name: 'register',
  kind: 'map',
  params: [
    { key: 'motion', kind: 'choice', choices: ['translation', 'rigid', 'affine'], default: 'rigid' },
    { key: 'reference', kind: 'choice', choices: ['mean', 'nearest'], default: 'mean' },
  ],
  async fit(training, params, ctx) {
    const mean = await meanOf(training, ctx);
    return params.reference === 'nearest' ? nearestTo(mean, training, ctx) : mean;
  },
  holdsRows: ({ reference }) => reference === 'nearest',
  shows: ({ reference, shape }) =>
    shape && { ...shape, unit: 'intensity', range: [0, 255], v: Float32Array.from(reference) },
  apply(picture, params, state) {
    const { shape, reference } = state;
    if (!shape || Math.min(shape.width, shape.height, picture.width, picture.height) < 4) return picture;
    let levels = levelsOf.get(state);
    if (!levels) {
      const like = emptyPicture(picture, shape.width, shape.height, 1);
      like.v.set(reference);
      levels = pyramid(like);
      levelsOf.set(state, levels);
    }
    const map = align(levels, pyramid(small(picture, shape)), params.motion as Motion);
    return map
      ? warp(picture, enlarged(map, picture.width / shape.width, picture.height / shape.height))
      : picture;
  },
};
