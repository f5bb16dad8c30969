import { type Dataset, takeRows } from '../data/dataset';
import type { PictureSource } from '../data/images/picture';
import { calibrated } from '../evaluate/recalibration/calibration';
import type { AnySpec } from '../models/family';
import { type Encoded, encodePictures, type FeatureMaker } from '../prep/image/encode';
import { expandPictures, lookedAt } from '../prep/image/picture-rows';
import { loadSteps } from '../prep/image/pipeline';
import { poolByOrigin } from '../prep/image/pooled';
import { preparedRows } from '../prep/pipeline';
import { BenchsideError } from '../study/errors';
import type { Weights } from '../train/trainer';
import type { Member, PictureInput, Predictions, Predictor } from './predictor';

/** A net's outputs for `x` [n, inputs]: what `Trainer.predict` gives. */
export type Forward = (spec: AnySpec, weights: Weights, x: Float32Array, n: number) => Promise<Float32Array>;

/** The pictures of the rows, in their order. */
export interface RowPictures {
  source: PictureSource;
  maker: FeatureMaker | null;
}

/** Rows prepared at once: bounds the memory that a wide table, or pictures, take after preparing. */
const CHUNK = 8192;
const PICTURE_CHUNK = 128;

/**
 * Predictions of the finished model: each member prepares the rows in its own way; their outputs are averaged by
 * weight, and recalibrated where that was chosen. Parts of a picture are averaged before; a picture that the steps leave
 * out (a section that is not chosen) has no prediction: NaN. Regression values come back in the outcome's unit. Throws
 * `use.missingColumn`, `images.again` where a model of pictures is given none, and what steps throw.
 */
export async function predict(
  predictor: Predictor,
  data: Dataset,
  forward: Forward,
  pictures: RowPictures | null = null,
): Promise<Predictions> {
  const { task, members, outcome, calibration, threshold } = predictor;
  const width = task.kind === 'multiclass' ? task.classes.length : 1;
  const sums = new Float64Array(data.n * width);
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const chunk = members.some((member) => member.picture) ? PICTURE_CHUNK : CHUNK;
  for (let from = 0; from < data.n; from += chunk) {
    const n = Math.min(chunk, data.n - from);
    const rows = Uint32Array.from({ length: n }, (_, i) => from + i);
    const part = n === data.n ? data : takeRows(data, rows);
    for (const member of members) {
      const outputs = await outputsOf(member, part, rows, width, forward, pictures);
      for (let i = 0; i < outputs.length; i++) sums[from * width + i] += (outputs[i] * member.weight) / total;
    }
  }
  const raw = Float32Array.from(sums, (value) => (outcome ? value * outcome.sd + outcome.mean : value));
  const p = calibrated(calibration ?? null, raw, task.classes.length);
  return { kind: task.kind, classes: task.classes, n: data.n, p, threshold };
}

/** One member's outputs for rows, [rows, width]; NaN in those whose picture is left out. */
async function outputsOf(
  member: Member,
  data: Dataset,
  rows: Uint32Array,
  width: number,
  forward: Forward,
  pictures: RowPictures | null,
): Promise<Float32Array> {
  const { names, spec, weights, picture } = member;
  if (!picture) return forward(spec, weights, preparedRows(member, data).x, data.n);
  const outputs = new Float32Array(rows.length * width).fill(Number.NaN);
  const inputs = await pictureInputs(picture, rows, pictures);
  if (!inputs) return outputs;
  const { encoded, origin } = inputs;
  const x = names.length === 0 ? encoded.x : beside(encoded, origin, rows, preparedRows(member, data).x);
  const pooled = poolByOrigin(await forward(spec, weights, x, origin.length), origin, width);
  const place = placesOf(rows);
  pooled.rows.forEach((row, i) => {
    outputs.set(pooled.p.subarray(i * width, (i + 1) * width), (place.get(row) ?? 0) * width);
  });
  return outputs;
}

const placesOf = (rows: Uint32Array): Map<number, number> =>
  new Map(Array.from(rows, (row, place) => [row, place]));

/**
 * Those of the rows that the model looks at, in their order: of pictures not those that its steps leave out. In training
 * these have no row at all, so that nothing is tested on them either.
 */
export const rowsLookedAt = (
  { members }: Pick<Predictor, 'members'>,
  source: PictureSource | null,
  rows: Uint32Array,
): Uint32Array =>
  members.reduce(
    (left, { picture }) => (source && picture ? lookedAt(source, left, picture.parts) : left),
    rows,
  );

/** The pictures of rows as a net's first inputs; `origin`: the row of each. Null where the steps leave all of them out. */
export async function pictureInputs(
  { parts, steps, backbone }: PictureInput,
  rows: Uint32Array,
  pictures: RowPictures | null,
): Promise<{ encoded: Encoded; origin: Uint32Array } | null> {
  if (!pictures || (backbone && pictures.maker?.backbone !== backbone.name))
    throw new BenchsideError('images.again');
  await loadSteps(steps);
  const source = expandPictures(pictures.source, rows, parts);
  if (source.n === 0) return null;
  const encoded =
    backbone && pictures.maker
      ? await pictures.maker.features(steps, source, backbone.at)
      : await encodePictures(steps, source);
  return { encoded, origin: source.origin };
}

/** Each picture's numbers with its row's table columns behind them. */
function beside(
  { x, shape }: Encoded,
  origin: Uint32Array,
  rows: Uint32Array,
  table: Float32Array,
): Float32Array {
  const d = shape[0] * shape[1] * shape[2];
  const t = table.length / rows.length;
  const place = placesOf(rows);
  const joined = new Float32Array(origin.length * (d + t));
  origin.forEach((row, i) => {
    joined.set(x.subarray(i * d, (i + 1) * d), i * (d + t));
    const at = (place.get(row) ?? 0) * t;
    joined.set(table.subarray(at, at + t), i * (d + t) + d);
  });
  return joined;
}
