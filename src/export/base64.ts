/** Bytes turned into text at once: a multiple of three, so that pieces stand behind one another without padding. */
const PIECE = 0x6000;

/** Base64 (RFC 4648, section 4) of bytes. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += PIECE)
    text += btoa(String.fromCharCode(...bytes.subarray(from, from + PIECE)));
  return text;
}

/** The bytes again. Throws `InvalidCharacterError` for what is no Base64. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
