import { BenchsideError } from '../../../study/errors';

const CLEAR = 256;
const END = 257;
const FIRST = 258;

/**
 * TIFF's LZW (TIFF 6.0, section 13: most significant bit first, codes widen one early) into `out`; returns the bytes
 * written. What does not fit is not written. Throws `image.damaged`.
 */
export function unpackLzw(packed: Uint8Array, out: Uint8Array): number {
  const prefix = new Uint16Array(4096);
  const suffix = new Uint8Array(4096);
  const length = new Uint16Array(4096).fill(1);
  let [bits, held, at, to] = [0, 0, 0, 0];
  let [width, next, before] = [9, FIRST, -1];
  while (to < out.length) {
    while (bits < width) {
      if (at >= packed.length) return to;
      held = (held << 8) | packed[at++];
      bits += 8;
    }
    bits -= width;
    const code = held >>> bits;
    held &= (1 << bits) - 1;
    if (code === END) return to;
    if (code === CLEAR) {
      width = 9;
      next = FIRST;
      before = -1;
      continue;
    }
    if (code > next || (before < 0 && code > 255) || (code === next && next > 4095))
      throw new BenchsideError('image.damaged');
    // A code that is only being made: the string before it, and its first byte again.
    const known = code < next ? code : before;
    const size = length[known] + (code < next ? 0 : 1);
    let place = to + length[known] - 1;
    let c = known;
    for (; c >= FIRST; c = prefix[c]) out[place--] = suffix[c];
    out[place] = c;
    if (code === next) out[to + size - 1] = c;
    to += size;
    if (before >= 0 && next < 4096) {
      prefix[next] = before;
      suffix[next] = c;
      length[next] = length[before] + 1;
      next++;
      if (next === (1 << width) - 1 && width < 12) width++;
    }
    before = code;
  }
  return out.length;
}
