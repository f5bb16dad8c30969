import { unionFind } from '../union-find';
import type { PictureHash } from './alike-hash';

export { hashOf, type PictureHash } from './alike-hash';

/**
 * Two pictures are near copies where at most `NEAR_BITS` of 64 hash bits differ and their 32 × 32 greys correlate at
 * `NEAR_CORRELATION` or more. Chosen by looking at every pair of public sets (greys by Pillow, hashes by SciPy):
 * in brain_mri_tumor (253 pictures from the web) all pairs that are one picture saved twice, at other sizes and
 * qualities, lie at .997 to 1.000 with at most 4 bits between them, and the next pair, two slices of one head, at
 * .984; in pneumoniamnist (5,856 chest X-rays of 28²) no pair of different pictures reaches .98, in malaria_cells
 * (3,000 cells) the nearest is .985, in covid_xray_3class .989. Four pairs of neighbouring slices in
 * mednist_modality pass (.995 to .998): they belong together too.
 * Correlation overlooks brightness and contrast, so another window or gamma is still a copy; a picture turned,
 * mirrored or cropped is not.
 */
const NEAR_BITS = 6;
const NEAR_CORRELATION = 0.995;

/** With seven bands, two hashes that differ in six bits agree in one band at least. */
const BANDS = [0, 9, 18, 27, 36, 45, 54, 64];

const bitsSet = (x: number): number => {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};

const bitsApart = (a: Uint32Array, b: Uint32Array): number => bitsSet(a[0] ^ b[0]) + bitsSet(a[1] ^ b[1]);

/** Bits `from` to `to` of a hash as a number. */
function band(hash: Uint32Array, from: number, to: number): number {
  let out = 0;
  for (let k = from; k < to; k++) out = out * 2 + ((hash[k >> 5] >>> (k & 31)) & 1);
  return out;
}

/** Pearson's correlation of two thumbnails; 0 where one is all the same grey. */
function correlation(a: Uint8Array, b: Uint8Array): number {
  let sa = 0;
  let sb = 0;
  let aa = 0;
  let bb = 0;
  let ab = 0;
  for (let i = 0; i < a.length; i++) {
    sa += a[i];
    sb += b[i];
    aa += a[i] * a[i];
    bb += b[i] * b[i];
    ab += a[i] * b[i];
  }
  const n = a.length;
  const spread = (n * aa - sa * sa) * (n * bb - sb * sb);
  return spread > 0 ? (n * ab - sa * sb) / Math.sqrt(spread) : 0;
}

export interface Alike {
  /** Groups of pictures that are the same number for number; indices ascending. */
  exact: number[][];
  /** Groups in which at least one picture is a near copy of another; their exact copies stand with them. */
  near: number[][];
}

/**
 * Copies among pictures. Being alike is handed on: a group holds whoever is alike to one of its members. The result
 * does not depend on the order of the pictures but for their numbers. Candidates come from equal bands of the hash
 * (Manku and others 2007), so that 10,000 pictures are not compared pair by pair.
 */
export function findAlike(hashes: PictureHash[]): Alike {
  const same = unionFind(hashes.length);
  const all = unionFind(hashes.length);
  const first = new Map<string, number>();
  const distinct: number[] = [];
  hashes.forEach(({ exact }, i) => {
    const before = first.get(exact);
    if (before === undefined) {
      first.set(exact, i);
      distinct.push(i);
    } else {
      same.join(before, i);
      all.join(before, i);
    }
  });
  for (let b = 0; b + 1 < BANDS.length; b++) {
    const buckets = new Map<number, number[]>();
    for (const i of distinct) {
      const key = band(hashes[i].perceptual, BANDS[b], BANDS[b + 1]);
      const bucket = buckets.get(key) ?? [];
      for (const j of bucket)
        if (
          bitsApart(hashes[i].perceptual, hashes[j].perceptual) <= NEAR_BITS &&
          !all.together(i, j) &&
          correlation(hashes[i].small, hashes[j].small) >= NEAR_CORRELATION
        )
          all.join(i, j);
      bucket.push(i);
      buckets.set(key, bucket);
    }
  }
  const onlySame = (group: number[]): boolean => group.every((i) => same.together(i, group[0]));
  return { exact: same.groups(), near: all.groups().filter((group) => !onlySame(group)) };
}
