import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { checkSeal, commentAt, sealed } from './zip-seal';

const zip = zipSync({ a: new Uint8Array(100).fill(7), b: new Uint8Array(3) });

describe('the seal of a zip', () => {
  it('passes as it was made, and where a zip has none', async () => {
    await expect(checkSeal(await sealed(zip))).resolves.toBeUndefined();
    await expect(checkSeal(zip)).resolves.toBeUndefined();
  });

  it('one bit flipped, whichever, is found', async () => {
    const whole = await sealed(zip);
    for (let bit = 0; bit < whole.length * 8; bit++) {
      const flipped = whole.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      await expect(checkSeal(flipped), `bit ${bit}`).rejects.toThrow(/bundle\.(broken|damaged)/);
    }
  });

  it('a zip cut off anywhere, or with something behind it, has no end', async () => {
    const whole = await sealed(zip);
    for (let length = 0; length < whole.length; length++)
      expect(() => commentAt(whole.subarray(0, length))).toThrow('bundle.broken');
    expect(() => commentAt(Uint8Array.of(...whole, 0))).toThrow('bundle.broken');
  });
});
