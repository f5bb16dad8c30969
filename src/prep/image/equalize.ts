import { LEVELS, onGreyLevels } from './grey-levels';
import type { ImageStep } from './image-step';

/** Grey levels spread so that each is about as frequent as any other: cv2.equalizeHist. */
function equalized(levels: Uint8ClampedArray): Uint8ClampedArray {
  const counts = new Uint32Array(LEVELS);
  for (let i = 0; i < levels.length; i++) counts[levels[i]]++;
  const first = counts.findIndex((count) => count > 0);
  const rest = levels.length - counts[first];
  if (rest === 0) return levels;
  const table = new Uint8ClampedArray(LEVELS);
  for (let level = first + 1, sum = 0; level < LEVELS; level++) {
    sum += counts[level];
    table[level] = (sum * (LEVELS - 1)) / rest;
  }
  const out = new Uint8ClampedArray(levels.length);
  for (let i = 0; i < levels.length; i++) out[i] = table[levels[i]];
  return out;
}

/** Histogram equalization on 256 grey levels; of a colour picture on its brightness. */
export const equalize: ImageStep<null> = {
  name: 'equalize',
  kind: 'map',
  params: [],
  apply: (picture) => onGreyLevels(picture, equalized),
  unsuited: ({ unit }) => (unit === 'hu' ? 'notWindowed' : null),
};
