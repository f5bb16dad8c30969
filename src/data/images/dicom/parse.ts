import dicomParser, { type DataSet } from 'dicom-parser';
import { BenchsideError } from '../../../study/errors';
import { inflate } from './inflate';
import { EXPLICIT_BIG, EXPLICIT_LITTLE, IMPLICIT_LITTLE } from './transfer-syntax';

/** A data set deflated as a whole (1.2.1.99) may grow to this. */
const INFLATED_LIMIT = 512e6;

const PREAMBLE = 132;

const marked = (bytes: Uint8Array): boolean =>
  bytes.length >= PREAMBLE && String.fromCharCode(...bytes.subarray(128, PREAMBLE)) === 'DICM';

const letter = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;

/**
 * The transfer syntax of a data set that begins at the first byte, without preamble and meta header, from its
 * first element; null where nothing like DICOM begins there. Old archives write such files.
 */
export function guessSyntax(bytes: Uint8Array): string | null {
  if (bytes.length < 8) return null;
  const explicit = letter(bytes[4]) && letter(bytes[5]);
  // Data sets begin with group 0002 (their meta header) or 0008.
  if (bytes[1] === 0 && (bytes[0] === 8 || bytes[0] === 2)) {
    if (explicit) return EXPLICIT_LITTLE;
    const length = bytes[4] | (bytes[5] << 8) | (bytes[6] << 16) | (bytes[7] << 24);
    return length >= 0 && length < 1024 ? IMPLICIT_LITTLE : null;
  }
  return bytes[0] === 0 && bytes[1] === 8 && explicit ? EXPLICIT_BIG : null;
}

export const looksLikeDicom = (head: Uint8Array): boolean => marked(head) || guessSyntax(head) !== null;

/** The data set and the transfer syntax it was read by. */
export interface Parsed {
  set: DataSet;
  syntax: string;
}

/** Inflates from `position` on and keeps the meta header before it, as dicom-parser wants it. */
function inflater(bytes: Uint8Array, position: number): Uint8Array {
  const rest = inflate(bytes.subarray(position), INFLATED_LIMIT);
  const all = new Uint8Array(position + rest.length);
  all.set(bytes.subarray(0, position));
  all.set(rest, position);
  return all;
}

/** To the pixels and no further: they are not the parser's to read, and nothing of use stands behind them. */
const UNTIL_PIXELS = { inflater, untilTag: 'x7fe00010' };

function parse(bytes: Uint8Array, syntax?: string): Parsed {
  const options = syntax ? { ...UNTIL_PIXELS, TransferSyntaxUID: syntax } : UNTIL_PIXELS;
  const set = dicomParser.parseDicom(bytes, options);
  return { set, syntax: syntax ?? set.string('x00020010') ?? IMPLICIT_LITTLE };
}

/**
 * The data set behind a meta header that names no transfer syntax, or says explicit where implicit stands: its
 * first element tells. Null where it tells nothing new.
 */
function behindMeta(bytes: Uint8Array): Parsed | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = PREAMBLE;
  let named: string | undefined;
  while (at + 12 <= bytes.length && view.getUint16(at, true) === 2) {
    const long = /^(OB|OW|UN|SQ|UT)$/.test(String.fromCharCode(bytes[at + 4], bytes[at + 5]));
    const from = long ? at + 12 : at + 8;
    const length = long ? view.getUint32(at + 8, true) : view.getUint16(at + 6, true);
    if (view.getUint16(at + 2, true) === 0x10)
      named = String.fromCharCode(...bytes.subarray(from, from + length)).replace(/\0$/, '');
    at = from + length;
  }
  const rest = bytes.subarray(at);
  const syntax = guessSyntax(rest);
  if (!syntax || (named && syntax !== IMPLICIT_LITTLE)) return null;
  return { set: parse(rest, syntax).set, syntax: named ?? syntax };
}

/** A meta header that starts at byte 0: the preamble is put before it. */
function withPreamble(bytes: Uint8Array): Uint8Array {
  const all = new Uint8Array(PREAMBLE + bytes.length);
  all.set([0x44, 0x49, 0x43, 0x4d], 128);
  all.set(bytes, PREAMBLE);
  return all;
}

/**
 * A DICOM file's data set (PS3.10), with or without preamble and meta header. Text is left as bytes: nothing of
 * it that needs a character set (ISO_IR 149 and its kin) is kept, so SpecificCharacterSet is not looked at.
 * Throws `image.notDicom` for other files, `image.truncated` where an element claims more than the file holds.
 */
export function parseDicomFile(bytes: Uint8Array): Parsed {
  const syntax = marked(bytes) ? null : guessSyntax(bytes);
  if (!marked(bytes) && !syntax) throw new BenchsideError('image.notDicom');
  if (syntax && bytes[0] === 2) return parseDicomFile(withPreamble(bytes));
  try {
    return syntax ? parse(bytes, syntax) : parse(bytes);
  } catch (thrown) {
    // dicom-parser throws {exception, dataSet} with what it had read, strings, and errors.
    const inner = thrown && typeof thrown === 'object' && 'exception' in thrown ? thrown.exception : thrown;
    if (inner instanceof BenchsideError) throw inner;
    try {
      const again = syntax ? null : behindMeta(bytes);
      if (again) return again;
    } catch {
      // The first complaint is the one to tell.
    }
    const words = inner instanceof Error ? inner.message : String(inner);
    const short = /past|beyond|overrun|overread|greater than/i.test(words);
    throw new BenchsideError(short ? 'image.truncated' : 'image.damaged');
  }
}
