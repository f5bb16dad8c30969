import type { DecodedPicture } from '../data/images/decoder';
import { decodeFile } from '../data/images/decoders';
import { extensionOf } from '../data/images/listing/paths';
import type { PictureSource } from '../data/images/picture';
import type { Drawn } from '../engine/images/api';
import { draw } from '../engine/images/draw';
import { pictureOf } from '../engine/images/pending';
import { heatOf } from '../engine/images/saliency';
import { datasetFromRows } from '../export/inputs';
import { predict, type RowPictures } from '../export/predict';
import type { Predictions, Predictor } from '../export/predictor';
import { BenchsideError, type ErrorRecord, errorRecord } from '../study/errors';
import { nets } from './nets';

/** A picture of a file: its pixels are not held, only how it looks small. */
export interface SeenPicture {
  file: File;
  /** Its place among the pictures of the file. */
  place: number;
  drawn: Drawn;
}

/** What the model says of pictures, in the order of their files. */
export interface PictureAnswers {
  seen: SeenPicture[];
  predictions: Predictions;
  skipped: { name: string; error: ErrorRecord }[];
}

/** 10,000 x 10,000, as in the application. */
const MAX_PIXELS = 1e8;
/** Longer side of a picture on the page, in pixels. */
const SHOWN = 224;

const sourceOf = (pictures: readonly DecodedPicture[]): PictureSource => ({
  n: pictures.length,
  info: (row) => {
    const { pixels: _, ...info } = pictures[row];
    return info;
  },
  read: (row) => pictureOf(pictures[row]),
});

/** Throws the `image.*` errors: what no decoder foresaw is a file that it cannot read. */
async function decoded(predictor: Predictor, file: File): Promise<PictureSource> {
  const axis = predictor.members[0].picture?.axis ?? 2;
  try {
    const options = { maxPixels: MAX_PIXELS, axis };
    return sourceOf((await decodeFile(file, extensionOf(file.name), options)).pictures);
  } catch (thrown) {
    throw thrown instanceof BenchsideError ? thrown : new BenchsideError('image.damaged');
  }
}

/**
 * Every picture of the files with `row` beside it, a file at a time: the pixels of one are gone before the next is
 * read. `done` is told how many files are over. Throws what steps throw.
 */
export async function answerPictures(
  predictor: Predictor,
  maker: RowPictures['maker'],
  files: readonly File[],
  row: Record<string, string>,
  done: (files: number) => void,
): Promise<PictureAnswers> {
  const { task, threshold, inputs } = predictor;
  const seen: SeenPicture[] = [];
  const skipped: PictureAnswers['skipped'] = [];
  const p: number[] = [];
  for (const [i, file] of files.entries()) {
    const source = await decoded(predictor, file).catch(errorRecord);
    if ('code' in source) skipped.push({ name: file.name, error: source });
    else {
      const rows = Array.from({ length: source.n }, () => row);
      const given = { source, maker };
      const said = await predict(predictor, datasetFromRows(inputs, rows), nets.predict, given);
      for (const value of said.p) p.push(value);
      for (let place = 0; place < source.n; place++)
        seen.push({ file, place, drawn: draw(source.read(place), SHOWN) });
    }
    done(i + 1);
  }
  const { kind, classes } = task;
  return {
    seen,
    skipped,
    predictions: { kind, classes, n: seen.length, p: Float32Array.from(p), threshold },
  };
}

/**
 * Where in a picture the model saw what speaks for class `unit`, over the picture as it is drawn: [height, width], 0
 * to 1. The file is decoded once more. null where the model has no such map.
 */
export async function heatOfPicture(
  predictor: Predictor,
  maker: RowPictures['maker'],
  { file, place, drawn }: SeenPicture,
  unit: number,
): Promise<Float32Array | null> {
  const source = await decoded(predictor, file);
  const size = [drawn.width, drawn.height] as const;
  return (await heatOf(predictor, source, place, unit, nets, maker, size))?.heat ?? null;
}
