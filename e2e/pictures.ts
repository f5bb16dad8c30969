import { crc32, deflateSync } from 'node:zlib';
import { zipSync } from 'fflate';

/** Pictures made by the tests themselves, the same on every run. */

const SIDE = 32;

const chunk = (type: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
};

/** A grey PNG, 8 bits a pixel. */
export function png(side: number, grey: (x: number, y: number) => number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const lines = Buffer.alloc(side * (side + 1));
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) lines[y * (side + 1) + 1 + x] = Math.max(0, Math.min(255, grey(x, y)));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A round shadow on a grain that differs from picture to picture; the spot is what tells the classes apart. */
export const lesion = (i: number, spot: boolean): Buffer =>
  png(SIDE, (x, y) => {
    const grain = (x * 7919 + y * 104_729 + i * 1_299_709) % 61;
    const [cx, cy] = [10 + (i % 12), 9 + ((i * 5) % 13)];
    return 60 + grain + (spot && (x - cx) ** 2 + (y - cy) ** 2 < 18 ? 110 : 0);
  });

/** Names and pictures of a set in two folders, two pictures a patient; one file is no picture. */
export function lesions(each: number): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const [folder, spot] of [
    ['clear', false],
    ['lesion', true],
  ] as const)
    for (let i = 0; i < each; i++)
      files.set(
        `${folder}/P${spot ? 1 : 0}${String(i >> 1).padStart(2, '0')}_${i % 2}.png`,
        lesion(2 * i + Number(spot), spot),
      );
  files.set('clear/broken.png', Buffer.from('this is no picture'));
  return files;
}

export const zipOf = (files: Map<string, Buffer>): Buffer =>
  Buffer.from(zipSync(Object.fromEntries([...files].map(([path, bytes]) => [path, new Uint8Array(bytes)]))));
