import { closeSync, openSync, writeSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

const TILE = 256;
/** Pieces of tissue: middle and half axes as shares of the slide's side. */
const PIECES = [
  { x: 0.24, y: 0.27, a: 0.15, b: 0.11 },
  { x: 0.66, y: 0.22, a: 0.1, b: 0.14 },
  { x: 0.43, y: 0.62, a: 0.2, b: 0.12 },
  { x: 0.82, y: 0.72, a: 0.07, b: 0.18 },
];

/** Whether a pixel of a slide of `size` lies in tissue. */
export const inTissue = (x, y, size) =>
  PIECES.some((piece) => ((x / size - piece.x) / piece.a) ** 2 + ((y / size - piece.y) / piece.b) ** 2 <= 1);

/** One tile: stained tissue with grain on glass with a little of it. */
function tile(left, top, size) {
  const pixels = new Uint8Array(TILE * TILE * 3);
  for (let y = 0, i = 0; y < TILE; y++)
    for (let x = 0; x < TILE; x++) {
      const grain = ((x * 7 + y * 13) ^ (x * y)) & 15;
      const tissue = inTissue(left + x, top + y, size);
      pixels[i++] = tissue ? 176 + 2 * grain : 238 + (grain >> 2);
      pixels[i++] = tissue ? 88 + 3 * grain : 236 + (grain >> 2);
      pixels[i++] = tissue ? 150 + 2 * grain : 240 + (grain >> 2);
    }
  return deflateSync(pixels, { level: 1 });
}

/** Whether a tile holds glass alone, as far as its bounding box tells. */
const glass = (left, top, size) =>
  PIECES.every(
    ({ x, y, a, b }) =>
      left > (x + a) * size ||
      left + TILE < (x - a) * size ||
      top > (y + b) * size ||
      top + TILE < (y - b) * size,
  );

/** Writes a tiled, deflated colour TIFF of `size` x `size` pixels without smaller copies, a tile at a time. */
export function writeSlide(path, size) {
  const file = openSync(path, 'w');
  const across = Math.ceil(size / TILE);
  const offsets = new Uint32Array(across * across);
  const counts = new Uint32Array(across * across);
  const empty = tile(-TILE, -TILE, size);
  let at = 8;
  writeSync(file, Buffer.alloc(8), 0, 8, 0);
  for (let row = 0, i = 0; row < across; row++)
    for (let column = 0; column < across; column++, i++) {
      const [left, top] = [column * TILE, row * TILE];
      const bytes = glass(left, top, size) ? empty : tile(left, top, size);
      writeSync(file, bytes, 0, bytes.length, at);
      [offsets[i], counts[i]] = [at, bytes.length];
      at += bytes.length;
    }
  const lists = Buffer.concat([Buffer.from(offsets.buffer), Buffer.from(counts.buffer)]);
  writeSync(file, lists, 0, lists.length, at);
  const bits = at + lists.length;
  writeSync(file, Buffer.from(Uint16Array.of(8, 8, 8).buffer), 0, 6, bits);
  // Tags of TIFF 6.0: number, type (3 short, 4 long), count, value or where it stands.
  const tags = [
    [256, 4, 1, size],
    [257, 4, 1, size],
    [258, 3, 3, bits],
    [259, 3, 1, 8],
    [262, 3, 1, 2],
    [277, 3, 1, 3],
    [284, 3, 1, 1],
    [322, 4, 1, TILE],
    [323, 4, 1, TILE],
    [324, 4, offsets.length, at],
    [325, 4, counts.length, at + 4 * offsets.length],
  ];
  const directory = Buffer.alloc(2 + 12 * tags.length + 4);
  directory.writeUInt16LE(tags.length, 0);
  tags.forEach(([tag, type, count, value], i) => {
    directory.writeUInt16LE(tag, 2 + 12 * i);
    directory.writeUInt16LE(type, 4 + 12 * i);
    directory.writeUInt32LE(count, 6 + 12 * i);
    directory.writeUInt32LE(value, 10 + 12 * i);
  });
  const start = bits + 8;
  writeSync(file, directory, 0, directory.length, start);
  const header = Buffer.alloc(8);
  header.write('II');
  header.writeUInt16LE(42, 2);
  header.writeUInt32LE(start, 4);
  writeSync(file, header, 0, 8, 0);
  closeSync(file);
  return start + directory.length;
}
