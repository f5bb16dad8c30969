import type { Family } from '../../models/family';
import { augmenter } from '../../prep/image/augmenter';
import { type BackboneCut, type Encoded, encodePictures, type FeatureMaker } from '../../prep/image/encode';
import { imageStepByName } from '../../prep/image/index';
import { pictureSteps } from '../../prep/image/partition';
import { expandPictures, type PictureRows, takePictures } from '../../prep/image/picture-rows';
import { fitImagePipeline, imageParams, prefixWithoutFit } from '../../prep/image/pipeline';
import type { FittedStep } from '../../prep/step';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { rng } from '../../study/random';
import type { StepPlan, Study } from '../../study/schema';
import { balancedWeights } from '../../train/class-weights';
import { breathe } from '../../train/pacing';
import type { Rows } from '../../train/trainer';
import {
  type Outcome,
  type PicturePart,
  type PreparedFold,
  prepareFold,
  type Ready,
  resampledRows,
} from '../prepare';

export interface PicturePreparation extends Pick<Ctx, 'signal' | 'report'> {
  ready: Ready;
  study: Study;
  outcome: Outcome;
  reads: NonNullable<Family['reads']>;
  maker?: FeatureMaker | null;
  /** Where a backbone is cut; without it its pooled features are read. */
  at?: BackboneCut;
}

/** The steps that change training pictures anew in every epoch, each with all of its parameters. */
export const augmentation = (steps: readonly StepPlan[]): StepPlan[] =>
  ofKind(pictureSteps(steps), 'augment').map((planned) => ({ ...planned, params: imageParams(planned) }));

/** What the steps of one kind are, in their order. */
const ofKind = (plan: readonly StepPlan[], kind: 'map' | 'augment') =>
  plan.filter(({ step }) => imageStepByName(step).kind === kind);

/**
 * The folds of a study of pictures. Where no step learns, every picture is prepared once and all folds share it;
 * else steps are fitted on each fold's training pictures, as everything else is. Throws `images.again`, `cancelled`
 * and what `encodePictures` throws.
 */
export async function preparePictureFolds(p: PicturePreparation): Promise<PreparedFold[]> {
  const { ready, study } = p;
  if (!ready.pictures) throw new BenchsideError('images.again');
  const plan = pictureSteps(study.steps);
  const { folds } = ready.parts;
  const parts = expandPictures(ready.pictures.source, ready.parts.dev, plan);
  const maps = ofKind(plan, 'map');
  const shared = prefixWithoutFit(maps) === maps.length;
  const progress = between(p, parts.n * (shared ? 1 : folds.length));
  const prepared: PreparedFold[] = [];
  let pool: Pool | null = null;
  for (const [fold, part] of folds.entries()) {
    if (!pool || !shared) pool = await poolOf(p, parts, maps, part.train, fold, progress);
    prepared.push(foldOf(p, plan, pool, parts, part, fold));
  }
  return prepared;
}

/** The fitted steps of a fold, and what the numbers of a picture are once it has gone through them. */
export type FittedPart = PicturePart & Pick<Encoded, 'like'>;

/**
 * The fitted steps of each fold and what they make of a picture, without preparing all pictures: what a finished
 * model carries.
 */
export async function pictureParts(p: PicturePreparation): Promise<FittedPart[]> {
  const { ready, study, maker, reads, at = 'pooled' } = p;
  if (!ready.pictures) throw new BenchsideError('images.again');
  const plan = pictureSteps(study.steps);
  const parts = expandPictures(ready.pictures.source, ready.parts.dev, plan);
  const maps = ofKind(plan, 'map');
  const shared = prefixWithoutFit(maps) === maps.length;
  const one = takePictures(parts, [0]);
  const found: FittedPart[] = [];
  for (const [fold, part] of ready.parts.folds.entries()) {
    if (shared && fold > 0) {
      found.push(found[0]);
      continue;
    }
    const steps = await stepsOf(p, parts, maps, part.train, fold);
    const made = reads === 'features' && maker ? maker.features(steps, one, at) : encodePictures(steps, one);
    const { shape, like } = await made;
    found.push({ steps, shape, like, ...backboneOf(p) });
  }
  return found;
}

const backboneOf = ({ reads, maker, at = 'pooled' }: PicturePreparation): Pick<PicturePart, 'backbone'> =>
  reads === 'features' && maker ? { backbone: { name: maker.backbone, at } } : {};

/** One fold made of all development rows: what a model is refitted on. */
export async function prepareAllPictures(p: PicturePreparation): Promise<PreparedFold> {
  const { dev, test, left } = p.ready.parts;
  const whole = { train: dev, valid: new Uint32Array(0) };
  const all = { ...p, ready: { ...p.ready, parts: { test, dev, left, folds: [whole] } } };
  return (await preparePictureFolds(all))[0];
}

interface Pool extends Encoded {
  steps: FittedStep[];
}

function stepsOf(
  { study, signal, report }: PicturePreparation,
  parts: PictureRows,
  maps: StepPlan[],
  train: Uint32Array,
  fold: number,
): Promise<FittedStep[]> {
  const rows = new Set(train);
  const training = takePictures(
    parts,
    placesOf(parts, (row) => rows.has(row)),
  );
  return fitImagePipeline(maps, training, {
    rng: rng(study.seed, 'prep', 'fold', fold, 'pictures'),
    signal,
    report,
  });
}

async function poolOf(
  p: PicturePreparation,
  parts: PictureRows,
  maps: StepPlan[],
  train: Uint32Array,
  fold: number,
  between: () => Promise<void>,
): Promise<Pool> {
  const { reads, maker, ready, at = 'pooled' } = p;
  const steps = await stepsOf(p, parts, maps, train, fold);
  if (reads === 'picture') return { ...(await encodePictures(steps, parts, between)), steps };
  if (!maker || !ready.pictures) throw new BenchsideError('images.again');
  return { ...(await maker.features(steps, parts, at, between)), steps };
}

/** Places among the parts whose row is wanted. */
const placesOf = ({ origin }: PictureRows, wanted: (row: number) => boolean): Uint32Array =>
  Uint32Array.from(origin.keys()).filter((place) => wanted(origin[place]));

/** The places of rows among the parts, ascending, and for each which of the rows it is; a row drawn twice has its twice. */
function placesAt({ origin }: PictureRows, rows: Uint32Array): { places: Uint32Array; at: Uint32Array } {
  const wanted = new Map<number, number[]>();
  rows.forEach((row, i) => {
    wanted.set(row, [...(wanted.get(row) ?? []), i]);
  });
  const pairs = Array.from(origin, (row, place) => (wanted.get(row) ?? []).map((i) => [place, i])).flat();
  return {
    places: Uint32Array.from(pairs, ([place]) => place),
    at: Uint32Array.from(pairs, ([, i]) => i),
  };
}

function foldOf(
  p: PicturePreparation,
  plan: StepPlan[],
  pool: Pool,
  parts: PictureRows,
  part: { train: Uint32Array; valid: Uint32Array },
  fold: number,
): PreparedFold {
  const { ready, study, outcome, reads } = p;
  const beside = ready.data.cols.size > 0;
  const table = beside ? prepareFold(ready, study, outcome, part, fold) : null;
  const side = (rows: Uint32Array, given: Rows | null) => {
    const { places, at } = placesAt(parts, rows);
    return { rows: rowsOf(ready, outcome, pool, parts, places, given, at), origin: at.map((i) => rows[i]) };
  };
  const drawn = table ? table.trainRows : resampledRows(ready, study, part, fold);
  const train = side(drawn ?? part.train, table?.train ?? null);
  const valid = side(part.valid, table?.valid ?? null);
  if (study.training.classWeights === 'balanced') train.rows.w = weightsOf(ready, train.origin);
  const augments = augmentation(plan);
  const [height, width, channels] = pool.shape;
  if (reads === 'picture')
    Object.assign(train.rows, augmenter(augments, { height, width, channels, ...pool.like }));
  const { dev } = ready.parts;
  const cutUp = parts.n !== dev.length || parts.origin.some((row, i) => row !== dev[i]);
  return {
    steps: table?.steps ?? [],
    names: table?.names ?? [],
    train: train.rows,
    valid: valid.rows,
    validRows: Uint32Array.from(new Set(valid.origin)),
    ...(drawn && { trainRows: train.origin }),
    picture: {
      steps: pool.steps,
      shape: pool.shape,
      ...(cutUp && { validOrigin: valid.origin }),
      ...backboneOf(p),
    },
  };
}

/** Rows of a fold out of the pool; with table columns behind each picture they are rows of their own. */
function rowsOf(
  ready: Ready,
  outcome: Outcome,
  { x, shape }: Encoded,
  parts: PictureRows,
  places: Uint32Array,
  table: Rows | null,
  tableRow: Uint32Array,
): Rows {
  const d = shape[0] * shape[1] * shape[2];
  const n = places.length;
  const y = Float32Array.from(places, (place) => {
    const value = ready.target.y[parts.origin[place]];
    return outcome ? (value - outcome.mean) / outcome.sd : value;
  });
  if (!table) return { n, d, x, y, at: places };
  const width = d + table.d;
  const joined = new Float32Array(n * width);
  for (let i = 0; i < n; i++) {
    joined.set(x.subarray(places[i] * d, (places[i] + 1) * d), i * width);
    joined.set(table.x.subarray(tableRow[i] * table.d, (tableRow[i] + 1) * table.d), i * width + d);
  }
  return { n, d: width, x: joined, y };
}

/** Each class weighs the same among the training rows, parts of pictures counted one by one. */
const weightsOf = ({ target }: Ready, origin: Uint32Array) =>
  balancedWeights({ ...target, y: Float64Array.from(origin, (row) => target.y[row]) });

/** Gives way often enough that a cancel is heard, and says how far the work is. */
function between({ signal, report }: PicturePreparation, total: number): () => Promise<void> {
  let done = 0;
  const EVERY = 16;
  return async () => {
    if (++done % EVERY !== 0) return;
    report({ phase: 'prepare', done, total, unit: 'pictures' });
    await breathe();
    if (signal.aborted) throw new BenchsideError('cancelled', {}, 'cancelled');
  };
}
