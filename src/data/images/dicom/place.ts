import type { DataSet } from 'dicom-parser';
import { functionalGroup } from './rescale';

const numbers = (set: DataSet | undefined, tag: string, n: number): number[] | null => {
  const found = Array.from({ length: n }, (_, i) => set?.floatString(tag, i));
  return found.every((x): x is number => x !== undefined && Number.isFinite(x)) ? found : null;
};

/** Width and height of a pixel in mm: PixelSpacing, else what a projection has; DICOM names rows' distance first. */
export function spacingOf(set: DataSet, frame: number): [number, number] | undefined {
  const measures = functionalGroup(set, frame, 'x00289110') ?? set;
  const found = numbers(measures, 'x00280030', 2) ?? numbers(set, 'x00181164', 2);
  return found && found[0] > 0 && found[1] > 0 ? [found[1], found[0]] : undefined;
}

/** Millimetres along the normal of the slices (PS3.3 C.7.6.2.1.1), else null. */
export function heightOf(set: DataSet, frame: number): number | null {
  const at = numbers(functionalGroup(set, frame, 'x00209113') ?? set, 'x00200032', 3);
  const o = numbers(functionalGroup(set, frame, 'x00209116') ?? set, 'x00200037', 6);
  if (!at || !o) return null;
  const normal = [o[1] * o[5] - o[2] * o[4], o[2] * o[3] - o[0] * o[5], o[0] * o[4] - o[1] * o[3]];
  return normal[0] * at[0] + normal[1] * at[1] + normal[2] * at[2];
}

/** Places of the frames of one file in its volume, from 0: by height, where every frame has one, else as they come. */
export function placesOf(set: DataSet, frames: number): number[] {
  const heights = Array.from({ length: frames }, (_, i) => heightOf(set, i));
  const order = heights.map((_, i) => i);
  if (heights.every((h) => h !== null)) order.sort((a, b) => heights[a]! - heights[b]! || a - b);
  const places = new Array<number>(frames);
  order.forEach((frame, place) => {
    places[frame] = place;
  });
  return places;
}
