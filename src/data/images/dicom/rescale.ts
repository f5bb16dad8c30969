import type { DataSet } from 'dicom-parser';
import type { Samples } from './samples';

/** From what is stored to what it means: a line, or a table (PS3.3 C.11.1). */
export interface ModalityTransform {
  slope: number;
  intercept: number;
  lut?: { first: number; values: Float32Array };
  /** The file itself says that it is rescaled. */
  told: boolean;
  /** RescaleType or ModalityLUTType: HU, US (unspecified), OD ... */
  type?: string;
}

/** The items of a sequence as data sets. */
export const items = (set: DataSet | undefined, tag: string): DataSet[] =>
  (set?.elements[tag]?.items ?? []).flatMap((item) => (item.dataSet ? [item.dataSet] : []));

/** A macro of an enhanced multi-frame file: in the frame's own functional group, else in the shared one. */
export function functionalGroup(set: DataSet, frame: number, tag: string): DataSet | undefined {
  const own = items(set, 'x52009230')[frame];
  return items(own, tag)[0] ?? items(items(set, 'x52009229')[0], tag)[0];
}

const PIXEL_VALUE_TRANSFORMATION = 'x00289145';

/** The transform of one frame: per frame in enhanced files, else of the file; without any, numbers stay as they are. */
export function modalityTransform(set: DataSet, frame: number, signed: boolean): ModalityTransform {
  const table = items(set, 'x00283000')[0];
  const entries = table?.uint16('x00283002', 0);
  if (table && entries !== undefined) {
    const n = entries === 0 ? 65536 : entries;
    const first = (signed ? table.int16('x00283002', 1) : table.uint16('x00283002', 1)) ?? 0;
    const values = Float32Array.from({ length: n }, (_, i) => table.uint16('x00283006', i) ?? 0);
    return { slope: 1, intercept: 0, lut: { first, values }, told: true, type: table.string('x00283004') };
  }
  const source = functionalGroup(set, frame, PIXEL_VALUE_TRANSFORMATION) ?? set;
  const slope = source.floatString('x00281053');
  const intercept = source.floatString('x00281052');
  return {
    slope: slope === undefined || !Number.isFinite(slope) || slope === 0 ? 1 : slope,
    intercept: intercept !== undefined && Number.isFinite(intercept) ? intercept : 0,
    told: slope !== undefined || intercept !== undefined,
    type: source.string('x00281054')?.trim(),
  };
}

/** One stored number as what it means. */
export const transformOf = ({ slope, intercept, lut }: ModalityTransform): ((x: number) => number) =>
  lut
    ? (x) => lut.values[Math.min(lut.values.length - 1, Math.max(0, x - lut.first))]
    : (x) => x * slope + intercept;

/** Which stored numbers are padding, no picture (PS3.3 C.7.5.1.1.2): one number, or a span of them. */
export function paddingOf(set: DataSet, signed: boolean): ((x: number) => boolean) | null {
  const read = (tag: string) => (signed ? set.int16(tag) : set.uint16(tag));
  const a = read('x00280120');
  if (a === undefined) return null;
  const b = read('x00280121') ?? a;
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  return (x) => x >= low && x <= high;
}

/** The lowest and the highest number that the samples could hold. */
export function storedRange(
  samples: Samples,
  bits: number,
  signed: boolean,
  float: boolean,
): [number, number] {
  if (!float) return signed ? [-(2 ** (bits - 1)), 2 ** (bits - 1) - 1] : [0, 2 ** bits - 1];
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const x of samples)
    if (Number.isFinite(x)) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
  return low > high ? [0, 1] : [low, high > low ? high : low + 1];
}
