import type { DataSet } from 'dicom-parser';
import { BenchsideError } from '../../../study/errors';
import type { Samples } from './samples';

const byte = (x: number): number => (x < 0 ? 0 : x > 255 ? 255 : Math.floor(x));

/**
 * YBR_FULL to RGB, 8 bit (PS3.3 C.7.6.3.1.2, ITU-R BT.601 at full range). [pixels, 3] in and out, rounded half up as
 * pydicom does.
 */
export function ybrToRgb(ybr: Samples): Uint8Array {
  const out = new Uint8Array(ybr.length);
  for (let i = 0; i < ybr.length; i += 3) {
    const y = ybr[i] + 0.5;
    const b = ybr[i + 1] - 128;
    const r = ybr[i + 2] - 128;
    out[i] = byte(y + 1.402 * r);
    out[i + 1] = byte(y - ((0.114 * 1.772) / 0.587) * b - ((0.299 * 1.402) / 0.587) * r);
    out[i + 2] = byte(y + 1.772 * b);
  }
  return out;
}

const TABLES = ['x00281201', 'x00281202', 'x00281203'];
const DESCRIPTORS = ['x00281101', 'x00281102', 'x00281103'];

/**
 * The palette (PS3.3 C.7.6.3.1.5) put to use: an index below the first entry takes the first, one above the last
 * takes the last. Colours come as 8 bits; of 16 the upper ones. Throws `image.pixelForm` for a palette in segments,
 * `image.damaged` for none.
 */
export function applyPalette(set: DataSet, indices: Samples): Uint8Array {
  const out = new Uint8Array(indices.length * 3);
  for (let c = 0; c < 3; c++) {
    const table = set.elements[TABLES[c]];
    const entries = set.uint16(DESCRIPTORS[c], 0);
    if (!table || entries === undefined) {
      if (set.elements.x00281221)
        throw new BenchsideError('image.pixelForm', { form: 'PALETTE COLOR, segmented' });
      throw new BenchsideError('image.damaged');
    }
    const n = entries === 0 ? 65536 : entries;
    const first = set.uint16(DESCRIPTORS[c], 1) ?? 0;
    const wide = table.length >= 2 * n;
    if (table.length < n) throw new BenchsideError('image.damaged');
    const lut = new Uint16Array(n);
    for (let i = 0; i < n; i++)
      lut[i] = wide ? set.uint16(TABLES[c], i)! : (set.byteArray as Uint8Array)[table.dataOffset + i];
    // Some writers put 8 bit colours into 16 bit words.
    const down = wide && lut.some((x) => x > 255) ? 8 : 0;
    for (let i = 0; i < indices.length; i++)
      out[3 * i + c] = lut[Math.min(n - 1, Math.max(0, indices[i] - first))] >> down;
  }
  return out;
}
