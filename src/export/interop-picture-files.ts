import { deflateSync } from 'node:zlib';
import { crc32 } from '../data/images/crc32';
import { decodedSource } from '../data/images/decoded-source';
import { decodeFile } from '../data/images/decoders';
import { jpegHeader } from '../data/images/dicom/codestream';
import { encapsulatedFrames } from '../data/images/dicom/fragments';
import { pixelHeader } from '../data/images/dicom/header';
import { parseDicomFile } from '../data/images/dicom/parse';
import pngs from '../data/images/raster/golden/png.json';
import tiffs from '../data/images/raster/golden/tiff.json';
import { settle } from '../data/images/raster/settle';
import {
  colours,
  dicoms,
  eight,
  H,
  joined,
  type Made,
  N,
  noise,
  UNCOMPRESSED,
  W,
  words,
} from './interop-dicom-files';
import type { PlacedPicture } from './interop-picture-pipelines';

// For this folder's tests: small files of every kind and the pictures that the app's decoders see in them.

export interface FileCase {
  file: string;
  kind: string;
  axis: 0 | 1 | 2;
  bytes: Uint8Array;
  pictures: PlacedPicture[];
  /** What is kept of a DICOM file's own words. */
  tags: Record<string, string>;
  /** Python is to refuse it, as the app does or as the guide to taking a model home says. */
  refused?: true;
}

/** Transfer syntaxes that Python reads: as they lie, RLE, deflated frames. */
const READ = ['', '.1', '.1.99', '.2', '.8.1', '.5'];
/** And these, where a sample has 8 bits. */
const JPEG = ['.4.50', '.4.51', '.4.53', '.4.55'];

const extensionOf = (name: string) => (name.endsWith('.nii.gz') ? 'nii.gz' : (name.split('.').at(-1) ?? ''));

/** Pictures of a file with their places in it, as the app sees them, and what is kept of its words. */
async function seen(
  bytes: Uint8Array,
  name: string,
  axis: 0 | 1 | 2,
): Promise<Pick<FileCase, 'pictures' | 'tags'>> {
  const file = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  const decoded = await decodeFile(file, extensionOf(name), { maxPixels: 1e8, axis });
  const source = decodedSource([decoded]);
  const pictures = Array.from({ length: source.n }, (_, row) => {
    const { slice, slices } = source.info(row);
    return { ...source.read(row), ...(slice !== undefined && { slice, slices }) };
  });
  return { pictures, tags: decoded.tags ?? {} };
}

/** How Python is to take a DICOM file's pixels; a file without any is refused for another reason. */
function packing(bytes: Uint8Array): 'read' | 'jpeg' | 'refused' {
  try {
    const header = pixelHeader(parseDicomFile(bytes), 1e8);
    const end = header.syntax.slice(UNCOMPRESSED.length);
    if (READ.includes(end)) return 'read';
    const eight = JPEG.includes(end) && jpegHeader(encapsulatedFrames(header)[0])?.bits === 8;
    return eight ? 'jpeg' : 'refused';
  } catch {
    return 'read';
  }
}

/** One file with what the app sees in it; what it cannot read, and what Python is not to, is to be refused. */
export async function fileCase(kind: string, [name, bytes, axis = 2]: Made): Promise<FileCase> {
  const packed = kind === 'DICOM' ? packing(bytes) : 'read';
  const told = { file: name, kind: packed === 'jpeg' ? 'JPEG in DICOM' : kind, axis, bytes };
  try {
    return {
      ...told,
      ...(await seen(bytes, name, axis)),
      ...(packed === 'refused' && { refused: true as const }),
    };
  } catch {
    return { ...told, pictures: [], tags: {}, refused: true };
  }
}

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** A NIfTI-1 file of one volume of 5 x 4 x 3; `code`: datatype; `turn`: columns of the affine's rotation. */
export function nifti(
  code: number,
  voxel: Uint8Array,
  turn: number[][],
  scale = [0, 0],
  big = false,
): Uint8Array {
  const head = new DataView(new ArrayBuffer(352));
  const little = !big;
  head.setInt32(0, 348, little);
  for (const [i, n] of [3, 5, 4, 3, 1, 1, 1, 1].entries()) head.setInt16(40 + 2 * i, n, little);
  head.setInt16(70, code, little);
  for (const [i, mm] of [1, 2, 2, 3].entries()) head.setFloat32(76 + 4 * i, mm, little);
  head.setFloat32(108, 352, little);
  for (const [i, x] of scale.entries()) head.setFloat32(112 + 4 * i, x, little);
  head.setInt16(254, 1, little);
  for (const [row, of] of turn.entries())
    for (const [i, x] of of.entries()) head.setFloat32(280 + 16 * row + 4 * i, x, little);
  for (const [i, letter] of [0x6e, 0x2b, 0x31].entries()) head.setUint8(344 + i, letter);
  return joined(new Uint8Array(head.buffer), voxel);
}

function niftis(): Made[] {
  const turn = [
    [0, 0, 3],
    [-2, 0, 0],
    [0, 2, 0],
  ];
  const straight = [
    [2, 0, 0],
    [0, 2, 0],
    [0, 0, 3],
  ];
  const volume = noise(60, -1000, 2000, 'volume');
  const shorts = words(volume.map((x) => x & 65535));
  const floats = new Uint8Array(Float32Array.from(volume, (x, i) => (i % 7 ? x / 3 : Number.NaN)).buffer);
  const turned = Uint8Array.from(shorts, (_, i) => shorts[i ^ 1]);
  return ([0, 1, 2] as const).flatMap((axis): Made[] => [
    [`ct-${axis}.nii`, nifti(4, shorts, turn), axis],
    [`floats-${axis}.nii`, nifti(16, floats, straight, [1.5, -7]), axis],
    [`bytes-${axis}.nii`, nifti(2, eight.slice(0, 60), turn, [1, 0]), axis],
    [`rgb-${axis}.nii`, nifti(128, colours.slice(0, 180), straight), axis],
    [`big-endian-${axis}.nii`, nifti(4, turned, straight, [0.5, 10], true), axis],
  ]);
}

const bigEndian = (...list: number[]): Uint8Array => {
  const view = new DataView(new ArrayBuffer(4 * list.length));
  for (const [i, x] of list.entries()) view.setUint32(4 * i, x);
  return new Uint8Array(view.buffer);
};

const chunk = (type: string, body: Uint8Array): Uint8Array => {
  const named = joined(new TextEncoder().encode(type), body);
  return joined(bigEndian(body.length), named, bigEndian(crc32(named)));
};

/** A PNG of lines that stand behind their filters. `colour` as its header has it. */
const pngOf = (width: number, height: number, bits: number, colour: number, lines: Uint8Array): Uint8Array =>
  joined(
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10),
    chunk('IHDR', joined(bigEndian(width, height), Uint8Array.of(bits, colour, 0, 0, 0))),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', new Uint8Array()),
  );

/** A grey PNG of 8 bits. */
export const greyPng = (width: number, height: number, pixels: Uint8Array): Uint8Array =>
  pngOf(
    width,
    height,
    8,
    0,
    joined(
      ...Array.from({ length: height }, (_, y) =>
        Uint8Array.from([0, ...pixels.subarray(y * width, (y + 1) * width)]),
      ),
    ),
  );

/** A PNG of any bytes behind any filters: every line of `bytes` has another one. `colour` as its header has it. */
function filteredPng(name: string, bits: number, colour: number, channels: number): Made {
  const line = Math.ceil((W * channels * bits) / 8);
  const lines = Array.from({ length: H }, (_, y) =>
    Uint8Array.from([(3 * y + 1) % 5, ...noise(line, 0, 255, `${name} ${y}`)]),
  );
  return [`filters, ${name}.png`, pngOf(W, H, bits, colour, joined(...lines))];
}

const filteredPngs = (): Made[] => [
  filteredPng('grey 2', 2, 0, 1),
  filteredPng('grey 8', 8, 0, 1),
  filteredPng('rgb 8', 8, 2, 3),
  filteredPng('rgb 16', 16, 2, 3),
  filteredPng('grey and alpha 16', 16, 4, 2),
  filteredPng('rgba 8', 8, 6, 4),
];

/** A BMP of 24 bits, its rows from the bottom up; what a browser's decoder sees is told by its pixels. */
function bmp(): FileCase {
  const line = Math.ceil((3 * W) / 4) * 4;
  const head = new DataView(new ArrayBuffer(54));
  head.setUint16(0, 0x424d);
  head.setUint32(2, 54 + line * H, true);
  head.setUint32(10, 54, true);
  for (const [at, x] of [
    [14, 40],
    [18, W],
    [22, H],
    [34, line * H],
  ])
    head.setUint32(at, x, true);
  head.setUint16(26, 1, true);
  head.setUint16(28, 24, true);
  const rows = new Uint8Array(line * H);
  const rgba = new Uint8Array(4 * N).fill(255);
  for (let y = 0; y < H; y++)
    for (let x = 0; x < W; x++)
      for (let c = 0; c < 3; c++) {
        const value = colours[3 * (y * W + x) + c];
        rows[(H - 1 - y) * line + 3 * x + 2 - c] = value;
        rgba[4 * (y * W + x) + c] = value;
      }
  const [{ pixels, slice: _, ...rest }] = settle({ width: W, height: H, channels: 4, v: rgba }).pictures;
  const picture = { ...rest, v: Float32Array.from(pixels) };
  return {
    file: 'rows.bmp',
    kind: 'BMP',
    tags: {},
    axis: 2,
    bytes: joined(new Uint8Array(head.buffer), rows),
    pictures: [picture],
  };
}

export async function fileCases(): Promise<FileCase[]> {
  const named = (list: { name: string; data: string }[], end: string): Made[] =>
    list.map(({ name, data }, i) => [`${i} ${name.replaceAll(/[^a-z0-9 ]/gi, '')}.${end}`, bytesOf(data)]);
  const cases: [string, Made][] = [
    ...named(pngs, 'png').map((made): [string, Made] => ['PNG', made]),
    ...filteredPngs().map((made): [string, Made] => ['PNG', made]),
    ...named(tiffs, 'tif').map((made): [string, Made] => ['TIFF', made]),
    ...dicoms().map((made): [string, Made] => ['DICOM', made]),
    ...niftis().map((made): [string, Made] => ['NIfTI', made]),
    ['NIfTI', ['damaged.nii', deflateSync(eight)]],
  ];
  return [...(await Promise.all(cases.map(([kind, made]) => fileCase(kind, made)))), bmp()];
}
