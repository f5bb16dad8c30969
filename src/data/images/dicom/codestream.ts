/** What a compressed picture says of itself before it is unpacked. */
export interface CodeStream {
  width: number;
  height: number;
  components: number;
  bits: number;
  signed: boolean;
  /** The stream's components are RGB once decoded, whatever the DICOM header says; undefined: it does not say. */
  rgb?: boolean;
  /** JPEG process 14: no cosine transform. */
  lossless: boolean;
  /** JPEG-LS with one scan a component: planes follow one another in the output. */
  planar: boolean;
  /** JPEG 2000 components of different sizes, which our decoder does not put back together. */
  subsampled: boolean;
}

/** Start-of-frame markers of JPEG (ITU-T T.81 table B.1) that the decoder has: not arithmetic, not hierarchical. */
const JPEG_FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3]);
/** ... and of JPEG-LS (ITU-T T.87). */
const JPEG_LS_FRAME = 0xf7;

const letters = (at: Uint8Array, from: number, n: number): string =>
  String.fromCharCode(...at.subarray(from, from + n));

/**
 * The frame header of a JPEG or JPEG-LS stream: walks its segments to the first scan. Colour as libjpeg guesses it
 * (jdapimin.c): an Adobe marker decides, then JFIF, then component names R, G, B. Null where there is none.
 */
export function jpegHeader(data: Uint8Array): CodeStream | null {
  const u16 = (at: number) => (data[at] << 8) | data[at + 1];
  if (u16(0) !== 0xffd8) return null;
  let found: CodeStream | null = null;
  let ids = '';
  let jpegLs = false;
  let jfif = false;
  let adobe = -1;
  for (let at = 2; at + 4 <= data.length; ) {
    if (data[at] !== 0xff) return null;
    const marker = data[at + 1];
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (JPEG_FRAMES.has(marker) || marker === JPEG_LS_FRAME) {
      jpegLs = marker === JPEG_LS_FRAME;
      const components = data[at + 9];
      found = {
        bits: data[at + 4],
        height: u16(at + 5),
        width: u16(at + 7),
        components,
        signed: false,
        lossless: marker === 0xc3,
        planar: false,
        subsampled: false,
      };
      for (let i = 0; i < components; i++) ids += String.fromCharCode(data[at + 10 + 3 * i]);
    } else if (marker === 0xe0 && letters(data, at + 4, 4) === 'JFIF') jfif = true;
    else if (marker === 0xee && u16(at + 2) >= 14 && letters(data, at + 4, 5) === 'Adobe')
      adobe = data[at + 15];
    else if (marker === 0xda) {
      if (!found) return null;
      found.planar = jpegLs && found.components > 1 && data[at + 4] === 1;
      if (jpegLs) return found;
      if (adobe >= 0) found.rgb = adobe === 0;
      else if (jfif) found.rgb = false;
      else if (ids === 'RGB') found.rgb = true;
      return found;
    }
    at += 2 + u16(at + 2);
  }
  return null;
}

/** The SIZ and COD markers of a JPEG 2000 code stream, bare or inside JP2 boxes (ITU-T T.800 A.5). */
export function jpeg2000Header(data: Uint8Array): CodeStream | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = -1;
  // The code stream of a JP2 file starts within its first boxes.
  for (let i = 0; i + 4 <= Math.min(data.length, 65536); i++)
    if (view.getUint32(i) === 0xff4fff51) {
      at = i + 2;
      break;
    }
  if (at < 0 || at + 40 > data.length) return null;
  const components = view.getUint16(at + 38);
  if (at + 40 + 3 * components > data.length) return null;
  const depth = data[at + 40];
  let subsampled = false;
  for (let i = 0; i < components; i++)
    if (data[at + 41 + 3 * i] !== 1 || data[at + 42 + 3 * i] !== 1 || data[at + 40 + 3 * i] !== depth)
      subsampled = true;
  let transform = false;
  for (let next = at + 2 + view.getUint16(at + 2); next + 9 <= data.length; ) {
    const marker = view.getUint16(next);
    if (marker === 0xff52) transform = data[next + 8] === 1;
    if (marker === 0xff90) break;
    next += 2 + view.getUint16(next + 2);
  }
  return {
    width: view.getUint32(at + 6) - view.getUint32(at + 14),
    height: view.getUint32(at + 10) - view.getUint32(at + 18),
    components,
    bits: (depth & 0x7f) + 1,
    signed: depth >= 0x80,
    // A multiple component transform is undone by the decoder: what comes out is RGB.
    rgb: transform ? true : undefined,
    lossless: false,
    planar: false,
    subsampled,
  };
}
