import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { boundedUnzip } from './bounded-unzip';

const limits = { bytes: 1_000_000, files: 3, wanted: (path: string) => !path.endsWith('.exe') };
const zeros = (length: number) => new Uint8Array(length);

/** Overwrites the inflated size that the first local header claims (offset 22, four bytes). */
function claiming(zip: Uint8Array, size: number): Uint8Array {
  const lying = zip.slice();
  new DataView(lying.buffer).setUint32(22, size, true);
  return lying;
}

describe('a zip is inflated under limits', () => {
  it('gives the wanted files, compressed or stored, empty ones too', () => {
    const a = Uint8Array.from({ length: 50_000 }, (_, i) => (i * i) % 251);
    const files = boundedUnzip(zipSync({ a, b: [a, { level: 0 }], c: zeros(0) }), limits);
    expect(files).toEqual(
      new Map([
        ['a', a],
        ['b', a],
        ['c', zeros(0)],
      ]),
    );
  });

  it('allows exactly the limit and not a byte more', () => {
    expect(boundedUnzip(zipSync({ a: zeros(999_999), b: zeros(1) }), limits).size).toBe(2);
    expect(() => boundedUnzip(zipSync({ a: zeros(999_999), b: zeros(2) }), limits)).toThrow('bundle.broken');
  });

  it('does not believe the size in the header', () => {
    expect(() => boundedUnzip(claiming(zipSync({ a: zeros(3_000_000) }), 10), limits)).toThrow(
      'bundle.broken',
    );
  });

  it('never inflates a file of another name', () => {
    expect([...boundedUnzip(zipSync({ 'a.exe': zeros(3_000_000), b: zeros(1) }), limits).keys()]).toEqual([
      'b',
    ]);
  });

  it('refuses more files than allowed, wanted or not', () => {
    const four = Object.fromEntries(['a.exe', 'b.exe', 'c.exe', 'd.exe'].map((name) => [name, zeros(1)]));
    expect(() => boundedUnzip(zipSync(four), limits)).toThrow('bundle.broken');
  });

  it('refuses a name given twice', () => {
    const [first, second] = [zipSync({ a: zeros(1) }), zipSync({ a: zeros(2) })];
    expect(() => boundedUnzip(Uint8Array.of(...first, ...second), limits)).toThrow('bundle.broken');
  });

  it('refuses what is empty', () => expect(() => boundedUnzip(zeros(0), limits)).toThrow('bundle.broken'));
});
