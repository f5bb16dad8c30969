import { strFromU8 } from 'fflate';
import { BenchsideError } from '../study/errors';

/** Lists in objects in lists: the deepest document of ours, a step's state in the journal's study, has a dozen. */
const MAX_DEPTH = 64;
/** Longer than any name, level or sentence; base64 of a test vector's picture is longer and is never read back. */
const MAX_TEXT = 100_000;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENS = new Set([0x5b, 0x7b]);
const CLOSES = new Set([0x5d, 0x7d]);

/** Whether brackets outside of texts stand deeper than allowed: found before anything recurses. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if (OPENS.has(byte) && ++depth > MAX_DEPTH) return true;
    else if (CLOSES.has(byte)) depth--;
  }
  return false;
}

/**
 * An untrusted JSON document. Throws `bundle.broken` where it is none, is nested too deeply, or holds a key that could
 * reach a prototype, a number that is none (1e999) or a text of absurd length.
 */
export function parseHostileJson(bytes: Uint8Array): unknown {
  if (isTooDeep(bytes)) throw new BenchsideError('bundle.broken');
  try {
    return JSON.parse(strFromU8(bytes), (key, value) => {
      if (key === '__proto__' || key.length > MAX_TEXT) throw new SyntaxError('key');
      if (typeof value === 'number' && !Number.isFinite(value)) throw new SyntaxError('number');
      if (typeof value === 'string' && value.length > MAX_TEXT) throw new SyntaxError('text');
      return value;
    });
  } catch {
    throw new BenchsideError('bundle.broken');
  }
}
