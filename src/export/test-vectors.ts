import type { Picture, PictureInfo, PictureSource } from '../data/images/picture';
import { emptyPicture } from '../data/images/picture';
import type { FeatureMaker } from '../prep/image/encode';
import { applyPipeline, toMatrix } from '../prep/pipeline';
import { BenchsideError } from '../study/errors';
import { type Rng, rng } from '../study/random';
import { typicalCell } from './check-predictor';
import { datasetFromRows } from './inputs';
import { type Forward, predict } from './predict';
import type { InputColumn, Predictor } from './predictor';
import type { SeenRange } from './seen-range';

/** A made-up picture as it is once decoded. `values`: base64 of little-endian float32, [height, width, channels]. */
interface VectorPicture {
  width: number;
  height: number;
  channels: number;
  unit: Picture['unit'];
  range: readonly [number, number];
  values: string;
}

/** test-vectors.json: rows that no patient has, and what the model says of them. */
export interface TestVectors {
  version: 1;
  /** The largest difference that another runtime may have, in the unit of what is expected. */
  tolerance: number;
  columns: string[];
  /** Cells as they would stand in a file; "" is missing. */
  rows: string[][];
  /** One a row, where the model reads pictures. */
  pictures?: VectorPicture[];
  /** One list a row: the probability of the second class, of each class, or the value. */
  expected: number[][];
}

/** Where rows have pictures: one of them without its pixels, and the backbone. */
interface Pictures {
  like: PictureInfo;
  maker: FeatureMaker | null;
}

const ROWS = 24;
const PICTURES = 3;
/** Longer side of a made-up picture: large ones would outweigh the model. */
const LONGEST = 128;
const NEVER_SEEN = 'never seen before';

const digits = (value: number, type: InputColumn['type']): number =>
  type === 'integer' || type === 'date' ? Math.round(value) : Number(value.toPrecision(4));

/** A number within what was seen, at its end, in the middle, or far outside of it. */
function numberIn({ min, max, median }: SeenRange, type: InputColumn['type'], random: Rng): number {
  const span = Math.max(max - min, Math.abs(median) / 10, 1);
  const kinds = [min, max, median, max + 10 * span, min - 10 * span];
  const kind = random.int(kinds.length + 4);
  return digits(kinds[kind] ?? min + random.next() * (max - min), type);
}

function dateText(day: number): string {
  // Years of four digits alone are read as dates.
  const within = Math.min(Math.max(day, -60_000), 60_000);
  return new Date(within * 86_400_000).toISOString().slice(0, 10);
}

/** The words of a free text that the model knows, by the names of its columns. */
const wordsOf = (name: string, { members }: Pick<Predictor, 'members'>): string[] =>
  members.flatMap(({ names }) =>
    names.filter((made) => made.startsWith(`${name}∋`)).map((made) => made.slice(name.length + 1)),
  );

function cellOf(input: InputColumn, row: number, predictor: Predictor, random: Rng): string {
  const { name, type, range, second, levels, separator = ';', decimal, unit } = input;
  if (random.next() < 0.12) return '';
  if (type === 'text') {
    const words = [...wordsOf(name, predictor), 'word', 'Hb 9.1', '—'];
    return Array.from({ length: 3 }, () => words[random.int(words.length)]).join(' ');
  }
  if (levels && type === 'multi')
    return [...levels, NEVER_SEEN].filter(() => random.next() < 2 / (levels.length + 1)).join(separator);
  // Each in its turn, so that every level is in some row where they are not very many.
  if (levels) return [...levels, NEVER_SEEN][row % (levels.length + 1)];
  if (!range) return '';
  if (type === 'date') return dateText(numberIn(range, type, random));
  const written = (of: SeenRange): string => {
    const text = String(numberIn(of, type, random));
    return decimal === 'comma' ? text.replace('.', ',') : text;
  };
  if (second) return `${written(range)}/${written(second)}`;
  return unit && random.next() < 0.2 ? `${written(range)} ${unit}` : written(range);
}

/** Whether every member can prepare the row: some have no step that fills a gap, or take logarithms. */
function canBeRead({ inputs, members }: Predictor, cells: Record<string, string>): boolean {
  try {
    const data = datasetFromRows(inputs, [cells]);
    for (const { steps, names } of members) if (names.length > 0) toMatrix(applyPipeline(steps, data), names);
    return true;
  } catch (error) {
    if (error instanceof BenchsideError) return false;
    throw error;
  }
}

/** The row with typical cells in place of those that the model cannot read; null where it reads no row at all. */
function readable(predictor: Predictor, cells: Record<string, string>): Record<string, string> | null {
  if (canBeRead(predictor, cells)) return cells;
  let row = Object.fromEntries(predictor.inputs.map((input) => [input.name, typicalCell(input)]));
  if (!canBeRead(predictor, row)) return null;
  for (const [name, cell] of Object.entries(cells)) {
    const tried = { ...row, [name]: cell };
    if (canBeRead(predictor, tried)) row = tried;
  }
  return row;
}

/** Waves, a slope and some noise in whole numbers between the ends of what a picture could hold. */
function madeUp(like: PictureInfo, longest: number, random: Rng): Picture {
  const scale = Math.min(1, longest / Math.max(like.width, like.height));
  const [width, height] = [like.width, like.height].map((side) => Math.max(8, Math.round(side * scale)));
  const picture = emptyPicture(like, width, height, like.channels);
  const [low, high] = like.range;
  const [turns, tilt, shift] = [1 + random.int(4), random.next() * 2 - 1, random.next() * 6];
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < like.channels; c++, i++) {
        const wave = Math.sin((x / width) * turns * 6 + shift + c) * 0.25;
        const share = 0.5 + wave + tilt * (y / height - 0.5) * 0.4 + (random.next() - 0.5) * 0.1;
        const value = low + (high - low) * Math.min(1, Math.max(0, share));
        picture.v[i] = high - low > 8 ? Math.round(value) : value;
      }
  return picture;
}

function base64(values: Float32Array): string {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => {
    view.setFloat32(i * 4, value, true);
  });
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

const sourceOf = (pictures: Picture[]): PictureSource => ({
  n: pictures.length,
  info: (row) => {
    const { v: _, ...info } = pictures[row];
    return info;
  },
  read: (row) => ({ ...pictures[row], v: pictures[row].v.slice() }),
});

/**
 * Rows drawn column by column from what the model says of its inputs, and so nobody's, with its predictions. The same
 * for the same seed. Null where the model could not read a single row of the kind.
 */
export async function testVectors(
  predictor: Predictor,
  forward: Forward,
  seed: number,
  pictures: Pictures | null = null,
): Promise<TestVectors | null> {
  const random = rng(seed, 'test vectors');
  const { inputs } = predictor;
  const cells = Array.from({ length: pictures ? PICTURES : ROWS }, (_, row) =>
    readable(
      predictor,
      Object.fromEntries(inputs.map((input) => [input.name, cellOf(input, row, predictor, random)])),
    ),
  );
  const rows = cells.filter((row) => row !== null);
  if (rows.length === 0) return null;
  const shown = pictures && rows.map(() => madeUp(pictures.like, LONGEST, random));
  const { p } = await predict(
    predictor,
    datasetFromRows(inputs, rows),
    forward,
    shown && { source: sourceOf(shown), maker: pictures?.maker ?? null },
  );
  const width = p.length / rows.length;
  return {
    version: 1,
    // Of a number it grows with the number: float32 has seven digits.
    tolerance: (pictures ? 1e-4 : 1e-5) * Math.max(1, ...p.map(Math.abs)),
    columns: inputs.map(({ name }) => name),
    rows: rows.map((row) => inputs.map(({ name }) => row[name])),
    ...(shown && { pictures: shown.map(({ v, ...about }) => ({ ...about, values: base64(v) })) }),
    expected: rows.map((_, row) => Array.from(p.subarray(row * width, (row + 1) * width))),
  };
}
