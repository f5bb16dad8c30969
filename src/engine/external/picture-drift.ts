import { exactKey } from '../../data/images/alike-hash';
import type { Picture, PictureInfo, PictureSource } from '../../data/images/picture';
import { type Moments, momentsOf } from '../../evaluate/table-one/moments';
import { smdOfMeans } from '../../evaluate/table-one/smd';
import type { Ctx } from '../../study/context';
import { type ExternalPictures, PICTURE_PROPERTIES } from '../../study/results/external';
import { breathe, throwIfAborted } from '../../train/pacing';
import { seen } from '../images/seen';

type Watch = Pick<Ctx, 'signal' | 'report'>;
type Property = (typeof PICTURE_PROPERTIES)[number];

/** Rows of a source of pictures, and whose they are. */
export interface Measurable {
  source: PictureSource;
  rows: ArrayLike<number>;
  /** Patient of each of `rows`. */
  unit: ArrayLike<number>;
}

interface Measured {
  values: Record<Property, Float64Array>;
  /** Keys of the pictures' numbers: equal where pictures are. */
  keys: string[];
}

/** Pictures between two looks at the messages. */
const STRETCH = 16;
/** Fewer patients than this are not told apart. */
const FEW = 5;

/** Mean and standard deviation of all numbers of a picture, 0 and 1 being the ends of what they could be. */
export function greyOf({ v, range: [low, high] }: Picture): { grey: number; spread: number } {
  const width = high - low || 1;
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i];
  const mean = sum / v.length;
  let squares = 0;
  for (let i = 0; i < v.length; i++) squares += (v[i] - mean) ** 2;
  return { grey: (mean - low) / width, spread: Math.sqrt(squares / v.length) / width };
}

const sizeOf = ({ width, height, spacing }: PictureInfo) => ({
  width,
  height,
  spacing: spacing?.[0] ?? Number.NaN,
});

async function measure({ source, rows }: Measurable, { signal, report }: Watch): Promise<Measured> {
  const make = () => new Float64Array(rows.length);
  const values = { width: make(), height: make(), spacing: make(), grey: make(), spread: make() };
  const keys: string[] = [];
  for (let i = 0; i < rows.length; i++) {
    if (i % STRETCH === 0) {
      report({ phase: 'evaluate', done: i, total: rows.length, unit: 'pictures' });
      await breathe();
      throwIfAborted(signal);
    }
    const picture = seen(source, rows[i]);
    const found = { ...sizeOf(source.info(rows[i])), ...greyOf(picture) };
    for (const property of PICTURE_PROPERTIES) values[property][i] = found[property];
    keys.push(exactKey(picture));
  }
  return { values, keys };
}

/** Null where fewer than five patients have the property. */
function told(values: Float64Array, unit: ArrayLike<number>): Moments | null {
  const patients = new Set(Array.from(unit).filter((_, i) => !Number.isNaN(values[i])));
  return patients.size < FEW ? null : momentsOf(values.filter((value) => !Number.isNaN(value)).sort());
}

const written = (moments: Moments | null) =>
  moments && {
    n: moments.n,
    mean: moments.mean,
    sd: Number.isNaN(moments.sd) ? null : moments.sd,
  };

/**
 * How simple properties of pictures differ from those of the development, and which pictures are the same ones. Of what
 * the pictures show it says nothing. `before` null: those of the development are not at hand. Throws `cancelled`.
 */
export async function pictureDrift(
  here: Measurable,
  before: Measurable | null,
  watch: Watch,
): Promise<Pick<ExternalPictures, 'copies' | 'properties'>> {
  const one = await measure(here, watch);
  const other = before && (await measure(before, watch));
  const known = other && new Set(other.keys);
  return {
    copies: known && one.keys.filter((key) => known.has(key)).length,
    properties: PICTURE_PROPERTIES.map((property) => {
      const now = told(one.values[property], here.unit);
      const then = before && other && told(other.values[property], before.unit);
      return {
        property,
        difference: now && then ? smdOfMeans(then, now) : null,
        here: written(now),
        before: written(then),
      };
    }),
  };
}
