import type { Picture, PictureSource } from '../../data/images/picture';
import { BenchsideError } from '../../study/errors';
import type { FittedStep } from '../step';
import type { PictureRows } from './picture-rows';
import { expectShape } from './picture-shape';
import { applyImagePipeline } from './pipeline';

/** Pictures ready for a network: row-major [n, height, width, channels]. */
export interface Encoded {
  shape: readonly [number, number, number];
  x: Float32Array;
  /** What the numbers of the first are; those of the others as well. */
  like: Pick<Picture, 'unit' | 'range'>;
}

/** Bytes of prepared pictures beyond which a tab would not survive. */
const POOL_LIMIT = 3 * 1024 ** 3;

/**
 * Every picture through the fitted steps. `between` is awaited after each: it gives way to messages, reports, and
 * throws where the work is to end. Throws `prep.sizesDiffer` where the steps leave pictures of several sizes,
 * `prep.picturesTooLarge`, `images.none` where there is no picture, and what steps throw.
 */
export async function encodePictures(
  fitted: readonly FittedStep[],
  pictures: PictureSource,
  between: (done: number) => Promise<void> | void = () => {},
): Promise<Encoded> {
  let first: Picture | null = null;
  let x = new Float32Array(0);
  for (let i = 0; i < pictures.n; i++) {
    const picture = applyImagePipeline(fitted, pictures.read(i));
    const { length } = picture.v;
    if (first) expectShape(first, picture);
    else {
      first = picture;
      x = roomFor(pictures.n * length);
    }
    x.set(picture.v, i * length);
    await between(i + 1);
  }
  if (!first) throw new BenchsideError('images.none');
  const { height, width, channels, unit, range } = first;
  return { shape: [height, width, channels], x, like: { unit, range } };
}

function roomFor(numbers: number): Float32Array<ArrayBuffer> {
  if (numbers * 4 > POOL_LIMIT)
    throw new BenchsideError('prep.picturesTooLarge', {
      megabytes: Math.round((numbers * 4) / 2 ** 20),
      limit: POOL_LIMIT / 2 ** 20,
    });
  return new Float32Array(numbers);
}

/** Where a backbone is left: its pooled features, or the map below so many of its top blocks (0: its last map). */
export type BackboneCut = 'pooled' | number;

/** What makes numbers of pictures for a net that does not read pixels: a frozen backbone. */
export interface FeatureMaker {
  /** The backbone's name. */
  backbone: string;
  /**
   * Features of pictures after the `fitted` steps: `shape` is [1, 1, d] where pooled, else the map's. May answer
   * from storage. Throws `cancelled`.
   */
  features(
    fitted: readonly FittedStep[],
    pictures: PictureRows,
    at: BackboneCut,
    between?: (done: number) => Promise<void> | void,
  ): Promise<Encoded>;
}
