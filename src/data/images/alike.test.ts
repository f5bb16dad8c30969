import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Rng, rng } from '../../study/random';
import { findAlike, hashOf, type PictureHash } from './alike';
import type { Picture } from './picture';
import { png } from './raster/png';

const picture = (width: number, height: number, at: (x: number, y: number) => number): Picture => ({
  width,
  height,
  channels: 1,
  unit: 'intensity',
  range: [0, 255],
  v: Float32Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
});

/** Twelve soft blobs at random places: a picture like no other. */
function scene(noise: Rng): (x: number, y: number) => number {
  const blobs = Array.from({ length: 12 }, () => [
    noise.next(),
    noise.next(),
    0.05 + 0.15 * noise.next(),
    noise.next(),
  ]);
  return (x, y) =>
    blobs.reduce(
      (sum, [cx, cy, r, a]) => sum + 160 * a * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (r * r)),
      20,
    );
}

const drawn = (of: (x: number, y: number) => number, width: number, height = width): Picture =>
  picture(width, height, (x, y) => Math.round(of((x + 0.5) / width, (y + 0.5) / height)));

const changed = (from: Picture, by: (x: number) => number): Picture => ({ ...from, v: from.v.map(by) });

describe('the hash of a picture', () => {
  const formula = (x: number, y: number): number =>
    100 + 60 * Math.sin(x / 7 + 0.3) * Math.cos(y / 11) + 30 * Number((x * x + 3 * y) % 17 > 8) + x * 0.5;

  it.each([
    [
      53,
      70,
      [0xe00ef682, 0xa54fe9c3],
      [115, 146, 185, 184, 197, 225, 196, 195],
      [102, 151, 174, 170, 202, 220, 210, 218],
    ],
    [
      28,
      20,
      [0xeef9c301, 0x64927927],
      [107, 121, 134, 180, 216, 210, 177, 184],
      [95, 148, 118, 104, 107, 109, 112, 114],
    ],
  ])('%i × %i: OpenCV 5.0 INTER_AREA to 32 × 32, then SciPy dctn', (width, height, bits, first, last) => {
    const { perceptual, small } = hashOf(picture(width, height, formula));
    expect(Array.from(perceptual)).toEqual(bits);
    for (const [wanted, at] of [
      [first, 0],
      [last, 1016],
    ] as const)
      wanted.forEach((x, i) => {
        expect(Math.abs(small[at + i] - x)).toBeLessThanOrEqual(1);
      });
  });

  it('is exact for numbers, shape and channels', () => {
    const one = drawn(scene(rng('exact')), 24);
    expect(hashOf({ ...one, v: one.v.slice() }).exact).toBe(hashOf(one).exact);
    const other = { ...one, v: one.v.slice() };
    other.v[575] += 1;
    expect(hashOf(other).exact).not.toBe(hashOf(one).exact);
    expect(hashOf({ ...one, width: 12, height: 48 }).exact).not.toBe(hashOf(one).exact);
    expect(hashOf({ ...one, width: 8, channels: 3 }).exact).not.toBe(hashOf(one).exact);
    const seen = new Set(
      Array.from(
        { length: 4000 },
        (_, i) => hashOf(picture(4, 4, (x, y) => (x + 4 * y === i % 16 ? i : 0))).exact,
      ),
    );
    // Number 0 stands 1 time, so 4,000 pictures differ.
    expect(seen.size).toBe(4000);
  });
});

describe('copies', () => {
  const scenes = Array.from({ length: 30 }, (_, i) => scene(rng('scene', i)));
  const base = scenes.map((of) => drawn(of, 96));
  const noise = rng('noise');
  const family: [string, Picture][] = [
    ['another size', drawn(scenes[0], 61, 70)],
    ['half the size', drawn(scenes[0], 48)],
    ['brighter', changed(base[0], (x) => 1.4 * x + 20)],
    ['with the noise of compression', changed(base[0], (x) => x + 4 * noise.normal())],
    [
      'in colour',
      {
        ...base[0],
        channels: 3,
        v: Float32Array.from({ length: 96 * 96 * 3 }, (_, i) => base[0].v[Math.floor(i / 3)]),
      },
    ],
  ];

  it.each(family)('%s is near', (_, copy) => {
    const found = findAlike([...base, copy].map(hashOf));
    expect(found).toEqual({ exact: [], near: [[0, 30]] });
  });

  it('different pictures, empty ones and turned ones are not', () => {
    const turned = picture(96, 96, (x, y) => base[3].v[x * 96 + y]);
    const grey = [10, 20].map((x) => picture(50, 50, () => x));
    expect(findAlike([...base, turned, ...grey].map(hashOf))).toEqual({ exact: [], near: [] });
  });

  it('exact copies are one group, and stand with near ones', () => {
    const found = findAlike([base[1], base[0], base[0], family[0][1], base[1]].map(hashOf));
    expect(found).toEqual({
      exact: [
        [0, 4],
        [1, 2],
      ],
      near: [[1, 2, 3]],
    });
  });

  it('groups do not depend on the order, and are transitive', () => {
    const hashes = [
      ...base.slice(0, 6).map(hashOf),
      ...[0, 1, 2].flatMap((i) => [
        hashOf(drawn(scenes[i], 60)),
        hashOf(changed(base[i], (x) => x + 3 * noise.normal())),
      ]),
      hashOf(base[4]),
    ];
    const name = (groups: number[][], order: number[]): string[] =>
      groups
        .map((group) =>
          group
            .map((i) => order[i])
            .sort((a, b) => a - b)
            .join(' '),
        )
        .sort();
    const straight = hashes.map((_, i) => i);
    const wanted = findAlike(hashes);
    fc.assert(
      fc.property(fc.shuffledSubarray(straight, { minLength: hashes.length }), (order) => {
        const found = findAlike(order.map((i) => hashes[i]));
        expect(name(found.exact, order)).toEqual(name(wanted.exact, straight));
        expect(name(found.near, order)).toEqual(name(wanted.near, straight));
        const members = found.near.flat();
        expect(new Set(members).size).toBe(members.length);
      }),
      { numRuns: 40 },
    );
    expect(name(wanted.near, straight)).toEqual(['0 6 7', '1 8 9', '2 10 11']);
  });

  it('finds the same as comparing all pairs', () => {
    const bits = rng('bits');
    const small = Uint8Array.from({ length: 1024 }, () => bits.int(256));
    // Hashes in clusters, whose members differ in up to 9 bits; thumbnails all alike, so that bits alone decide.
    const hashes: PictureHash[] = Array.from({ length: 400 }, (_, i) => {
      const cluster = rng('cluster', i % 100);
      const perceptual = Uint32Array.of(cluster.int(2 ** 32), cluster.int(2 ** 32));
      for (let k = bits.int(5); k > 0; k--) perceptual[bits.int(2)] ^= 1 << bits.int(32);
      return { exact: String(i), perceptual, small };
    });
    const apart = (a: Uint32Array, b: Uint32Array): number =>
      [0, 1].reduce((n, w) => n + ((a[w] ^ b[w]) >>> 0).toString(2).replaceAll('0', '').length, 0);
    const reach = hashes.map((_, i) => i);
    for (let again = true; again; ) {
      again = false;
      for (let i = 0; i < 400; i++)
        for (let j = 0; j < i; j++)
          if (apart(hashes[i].perceptual, hashes[j].perceptual) <= 6 && reach[i] !== reach[j]) {
            reach[i] = reach[j] = Math.min(reach[i], reach[j]);
            again = true;
          }
    }
    const wanted = [...new Set(reach)]
      .map((first) => [...hashes.keys()].filter((i) => reach[i] === first))
      .filter((group) => group.length > 1);
    expect(wanted.length).toBeGreaterThan(50);
    expect(findAlike(hashes).near).toEqual(wanted);
  });
});

const zip = '../shared/data/images/pneumoniamnist.zip';
describe.skipIf(!existsSync(zip))('pneumoniamnist (skipped without ../shared)', () => {
  it('has its 29 exact duplicates, and no two of its 5,856 X-rays are merged for looking alike', async () => {
    const files = Object.entries(unzipSync(new Uint8Array(readFileSync(zip)))).filter(([name]) =>
      name.endsWith('.png'),
    );
    expect(files).toHaveLength(5856);
    const hashes: PictureHash[] = [];
    for (const [, data] of files) {
      const file = new Blob([new Uint8Array(data)]);
      const [{ pixels, ...facts }] = (await png.decode(file, { maxPixels: 1e8, axis: 2 })).pictures;
      hashes.push(hashOf({ ...facts, v: Float32Array.from(pixels) }));
    }
    const { exact, near } = findAlike(hashes);
    expect(exact.reduce((n, group) => n + group.length - 1, 0)).toBe(29);
    expect(near).toEqual([]);
  });
});
