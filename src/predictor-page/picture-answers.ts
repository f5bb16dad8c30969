import type { DecodedPicture } from '../data/images/decoder';
import { decodeFile } from '../data/images/decoders';
import { extensionOf } from '../data/images/listing/paths';
import type { PictureSource } from '../data/images/picture';
import type { Drawn } from '../engine/images/api';
import { draw } from '../engine/images/draw';
import { pictureOf } from '../engine/images/pending';
import { datasetFromRows } from '../export/inputs';
import { predict, type RowPictures } from '../export/predict';
import type { Predictions, Predictor } from '../export/predictor';
import { BenchsideError, type ErrorRecord, errorRecord } from '../study/errors';
import { forward } from './forward';

/** What the model says of pictures, in the order of their files. */
export interface PictureAnswers {
  /** The file of each, and the picture small. */
  seen: { name: string; drawn: Drawn }[];
  predictions: Predictions;
  skipped: { name: string; error: ErrorRecord }[];
}

/** 10,000 x 10,000, as in the application. */
const MAX_PIXELS = 1e8;
/** Longer side of a picture on the page, in pixels. */
const SHOWN = 160;

const sourceOf = (pictures: readonly DecodedPicture[]): PictureSource => ({
  n: pictures.length,
  info: (row) => {
    const { pixels: _, ...info } = pictures[row];
    return info;
  },
  read: (row) => pictureOf(pictures[row]),
});

/** What every decoder throws is about its file alone: the others go on. */
async function decoded(file: File, axis: 0 | 1 | 2): Promise<PictureSource | ErrorRecord> {
  try {
    const options = { maxPixels: MAX_PIXELS, axis };
    return sourceOf((await decodeFile(file, extensionOf(file.name), options)).pictures);
  } catch (thrown) {
    return errorRecord(thrown instanceof BenchsideError ? thrown : new BenchsideError('image.damaged'));
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
  const axis = predictor.members[0].picture?.axis ?? 2;
  const { task, threshold } = predictor;
  const seen: PictureAnswers['seen'] = [];
  const skipped: PictureAnswers['skipped'] = [];
  const p: number[] = [];
  for (const [i, file] of files.entries()) {
    const source = await decoded(file, axis);
    if ('code' in source) skipped.push({ name: file.name, error: source });
    else {
      const beside = datasetFromRows(
        predictor.inputs,
        Array.from({ length: source.n }, () => row),
      );
      for (const value of (await predict(predictor, beside, forward, { source, maker })).p) p.push(value);
      for (let k = 0; k < source.n; k++) seen.push({ name: file.name, drawn: draw(source.read(k), SHOWN) });
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
