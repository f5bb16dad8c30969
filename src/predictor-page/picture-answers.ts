import { decodedSource, factsOf } from '../data/images/decoded-source';
import type { DecodedFile } from '../data/images/decoder';
import { decodeFile } from '../data/images/decoders';
import { extensionOf } from '../data/images/listing/paths';
import type { PictureInfo } from '../data/images/picture';
import { placedInVolumes } from '../data/images/volumes';
import type { Drawn } from '../engine/images/api';
import { draw } from '../engine/images/draw';
import { heatOf } from '../engine/images/saliency';
import { datasetFromRows } from '../export/inputs';
import { predict, type RowPictures } from '../export/predict';
import type { Predictions, Predictor } from '../export/predictor';
import { imageStepByName } from '../prep/image/index';
import { BenchsideError, type ErrorRecord, errorRecord } from '../study/errors';
import { nets } from './nets';

/** A picture of a file: its pixels are not held, only how it looks small. */
export interface SeenPicture {
  file: File;
  /** Its place among the pictures of the file. */
  place: number;
  /** What is known of it, its place in its volume too. */
  info: PictureInfo;
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

/** Throws the `image.*` errors: what no decoder foresaw is a file that it cannot read. */
async function decoded(predictor: Predictor, file: File): Promise<DecodedFile> {
  const axis = predictor.members[0].picture?.axis ?? 2;
  try {
    const options = { maxPixels: MAX_PIXELS, axis };
    return await decodeFile(file, extensionOf(file.name), options);
  } catch (thrown) {
    throw thrown instanceof BenchsideError ? thrown : new BenchsideError('image.damaged');
  }
}

/** Whether the model leaves out pictures by their place in their volume. */
const choosesSlices = ({ members }: Predictor): boolean =>
  members.some(({ picture }) => picture?.parts.some(({ step }) => imageStepByName(step).leavesOut));

/**
 * What is known of the pictures of each file; null of one that cannot be read. Slices of a series may lie in a file each,
 * so that all files are looked at before the place of one is known; no pixels are held.
 */
async function placesOf(
  predictor: Predictor,
  files: readonly File[],
  done: (files: number) => void,
): Promise<(PictureInfo[] | null)[]> {
  const facts: (ReturnType<typeof factsOf> | null)[] = [];
  for (const [i, file] of files.entries()) {
    facts.push(await decoded(predictor, file).then(factsOf, () => null));
    done(i + 1);
  }
  const infos = placedInVolumes(facts.filter((one) => one !== null));
  return facts.map((one) => one && infos.splice(0, one.pictures.length));
}

/**
 * Every picture of the files with `row` beside it, a file at a time: the pixels of one are gone before the next is
 * read. `done` is told how many files are over; where slices are chosen all are read twice, and each counts by halves.
 * Throws what steps throw.
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
  const twice = files.length > 1 && choosesSlices(predictor);
  const before = twice ? files.length : 0;
  const tell = (read: number) => done(twice ? Math.floor(read / 2) : read);
  const places = twice ? await placesOf(predictor, files, tell) : null;
  for (const [i, file] of files.entries()) {
    const read = await decoded(predictor, file).catch(errorRecord);
    if ('code' in read) skipped.push({ name: file.name, error: read });
    else {
      const source = decodedSource([read], places?.[i] ?? undefined);
      const rows = Array.from({ length: source.n }, () => row);
      const given = { source, maker };
      const said = await predict(predictor, datasetFromRows(inputs, rows), nets.predict, given);
      for (const value of said.p) p.push(value);
      for (let place = 0; place < source.n; place++)
        seen.push({ file, place, info: source.info(place), drawn: draw(source.read(place), SHOWN) });
    }
    tell(before + i + 1);
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
  { file, place, info, drawn }: SeenPicture,
  unit: number,
): Promise<Float32Array | null> {
  const source = { ...decodedSource([await decoded(predictor, file)]), info: () => info };
  const size = [drawn.width, drawn.height] as const;
  return (await heatOf(predictor, source, place, unit, nets, maker, size))?.heat ?? null;
}
