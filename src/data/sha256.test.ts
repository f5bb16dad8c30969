import { expect, it } from 'vitest';
import { sha256Of } from './sha256';

it.each([
  // FIPS 180-2, appendix B, and the empty message.
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
])('hashes at once and piece by piece alike', async (text, digest) => {
  expect(await sha256Of(new Blob([text]))).toBe(digest);
  expect(await sha256Of(new Blob([text]), -1)).toBe(digest);
});
