import { BenchsideError } from '../../../study/errors';

/** What a JPEG's markers say (ITU-T T.81). */
export interface JpegHeader {
  width: number;
  height: number;
  bits: number;
  channels: number;
}

const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/**
 * Size and form of a JPEG. Browsers show a cut-off one with a grey rest, so its scans are followed to the end-of-image
 * marker. Throws `image.truncated`, `image.damaged`; `image.form` for lossless, hierarchical and arithmetic frames and
 * those of more than 8 bits.
 */
export function jpegHeader(bytes: Uint8Array): JpegHeader {
  const header = frameOf(bytes);
  if (!hasEnd(bytes, header.at)) throw new BenchsideError('image.truncated');
  return header;
}

/** The frame alone, so that a claim is refused before the file is searched. `at`: the first byte behind it. */
export function frameOf(bytes: Uint8Array): JpegHeader & { at: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; ; ) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    if (at + 4 > bytes.length) throw new BenchsideError('image.truncated');
    if (bytes[at] !== 0xff) throw new BenchsideError('image.damaged');
    const marker = bytes[at + 1];
    const end = at + 2 + view.getUint16(at + 2);
    if (isFrame(marker)) {
      if (at + 10 > bytes.length) throw new BenchsideError('image.truncated');
      // 0 baseline, 1 extended, 2 progressive; the others no browser reads.
      const form = (name: string) => new BenchsideError('image.form', { format: 'JPEG', form: name });
      const bits = bytes[at + 4];
      if (bits !== 8) throw form(`${bits} bits`);
      if (marker > 0xc2) throw form(`SOF${marker - 0xc0}`);
      return {
        bits,
        height: view.getUint16(at + 5),
        width: view.getUint16(at + 7),
        channels: bytes[at + 9],
        at: end,
      };
    }
    if (marker === 0xd9 || marker === 0xda || marker === 0x00) throw new BenchsideError('image.damaged');
    at = end;
  }
}

/** Follows segments and entropy-coded data, in which every FF is stuffed or a restart, to FFD9. */
function hasEnd(bytes: Uint8Array, from: number): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let scans = 0;
  for (let at = from; at + 1 < bytes.length; ) {
    if (bytes[at] !== 0xff) {
      at = bytes.indexOf(0xff, at);
      if (at < 0) return false;
      continue;
    }
    const marker = bytes[at + 1];
    if (marker === 0xd9) return scans > 0;
    if (marker === 0xff) at++;
    else if (marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else if (at + 4 > bytes.length) return false;
    else {
      if (marker === 0xda) scans++;
      at += 2 + view.getUint16(at + 2);
    }
  }
  return false;
}
