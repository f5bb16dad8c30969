import { type AlikeIn, alikeInPieces } from '../data/alike-rows';
import { withoutCopies } from '../data/copies';
import { type CatColumn, type Dataset, type Table, type Target, takeRows } from '../data/dataset';
import { withHandLabels } from '../data/images/hand-labels';
import type { PictureSource } from '../data/images/picture';
import { together } from '../data/images/together';
import { type Levels, levelsIn, withLevels } from '../data/levels';
import { materialize, scoresOf, siteOf } from '../data/materialize';
import { splitBy } from '../data/split-by';
import type { Predictor } from '../export/predictor';
import type { Spellings } from '../export/told';
import type { Shapes, TableReads } from '../models/family';
import { type Directed, directionsOf } from '../prep/directed';
import type { BackboneCut } from '../prep/image/encode';
import { tableSteps } from '../prep/image/partition';
import { levelColumns } from '../prep/levels-plan';
import { applyPipeline, type Dealt, fitPipeline, toMatrix } from '../prep/pipeline';
import { planFor } from '../prep/plan-for';
import type { FittedStep } from '../prep/step';
import { makeParts } from '../split/make-parts';
import type { Parts } from '../split/parts';
import { BenchsideError } from '../study/errors';
import type { Development, InputShape } from '../study/events';
import { atOnce } from '../study/in-pieces';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { balancedWeights } from '../train/class-weights';
import type { Rows } from '../train/trainer';
import { spellingsIn } from './spellings';

/** The study's rows, typed and parted. */
export interface Ready {
  data: Dataset;
  target: Target;
  parts: Parts;
  /**
   * The vocabulary: levels of the development rows, shared by all folds. A level of the test rows alone is as
   * unknown to the model as one that comes after it.
   */
  levels: Levels;
  /** The site of each row, where a column has that role. */
  site: CatColumn | null;
  /** Texts of few patients among those that were made one, which no one else is told. */
  spellings: Spellings;
  /** Existing scores and readers' calls, which the model is compared with. */
  scores: ReturnType<typeof scoresOf>;
  /** The picture of each row, where rows have them. */
  pictures: Pictures | null;
}

/** The pictures of a study's rows. */
export interface Pictures {
  source: PictureSource;
  /** Rows that show the same picture or nearly so, a list a group. */
  alike: readonly (readonly number[])[];
  /** Pictures that are exact copies of an earlier one. */
  copies: number;
  /** SHA-256 of the files' sums in the order of their rows; absent where an earlier version has read them. */
  order?: string;
}

/**
 * Throws `target.none` and what materializing and splitting throw. `alikeIn` is asked only where they are kept together.
 */
export function ready(
  given: Table,
  study: Study,
  pictures: Pictures | null = null,
  alikeIn: AlikeIn = alikeInPieces,
): Ready {
  const table = withHandLabels(given, study);
  const { data: read, target: whole } = materialize(table, study.columns, study.task);
  if (!whole) throw new BenchsideError('target.none');
  const alike = [
    ...(pictures && study.images?.alike === 'together' ? pictures.alike : []),
    ...(study.split.duplicates === 'together' ? atOnce(alikeIn(read)) : []),
  ];
  const data = alike.length > 0 ? { ...read, unit: together(read.unit, alike) } : read;
  const byPatient = study.columns.some((c) => c.role === 'patient');
  // Rows of pictures alone have nothing in common but their outcome.
  const target =
    study.split.duplicates === 'first' && data.cols.size > 0 ? withoutCopies(data, whole, byPatient) : whole;
  const site = siteOf(table, study.columns);
  const parts = makeParts(study.split, target, data.unit, study.seed, { site, ...splitBy(table, study) });
  return {
    data,
    target,
    parts,
    levels: levelsIn(data, parts.dev),
    site,
    spellings: spellingsIn(table, study, data, site),
    scores: scoresOf(table, study.columns),
    pictures,
  };
}

/** Development rows, under the vocabulary of the development rows. */
export const takeDev = ({ data, levels }: Pick<Ready, 'data' | 'levels'>, rows: Uint32Array): Dataset =>
  withLevels(takeRows(data, rows), levels);

/** One fold, prepared: steps fitted on its training rows only. */
export interface PreparedFold {
  steps: FittedStep[];
  /** Inputs of the model, in order. */
  names: string[];
  train: Rows;
  valid: Rows;
  validRows: Uint32Array;
  /** Where a step resamples: the study's row of each training row, some of them twice. */
  trainRows?: Uint32Array;
  /** Where steps give training rows values out of fold: `rows` are the study's. */
  dealt?: Required<Dealt>[];
  /** Where the inputs begin with a picture. */
  picture?: PicturePart;
}

/** How pictures became the first inputs of a fold's rows. */
export interface PicturePart {
  steps: FittedStep[];
  /** [height, width, channels] of the inputs, or of what a backbone was given. */
  shape: readonly [number, number, number];
  /** The study's row of each validation row, where pictures were cut into parts. */
  validOrigin?: Uint32Array;
  /** The inputs are features of this backbone. */
  backbone?: { name: string; at: BackboneCut };
}

/** The outcome's mean and SD on development rows: a fixed scale, the same in every fold; null unless regression. */
export type Outcome = Predictor['outcome'];

export function outcomeOf({ target, parts }: Ready): Outcome {
  if (target.kind !== 'regression') return null;
  const values = Array.from(parts.dev, (row) => target.y[row]);
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  return { mean, sd: Math.sqrt(variance) || 1 };
}

const takeTarget = (target: Target, rows: Uint32Array): Target => ({
  ...target,
  y: Float64Array.from(rows, (row) => target.y[row]),
});

function toRows(
  data: Dataset,
  y: Float64Array,
  outcome: Outcome,
  gaps: boolean,
): { rows: Rows; names: string[] } {
  const { n, names, x } = toMatrix(data, undefined, gaps);
  const scaled = Float32Array.from(y, (v) => (outcome ? (v - outcome.mean) / outcome.sd : v));
  return { rows: { n, d: names.length, x, y: scaled }, names };
}

/** Fits the study's steps, as far as what is to read them needs them, on `train` rows and applies them to `valid` rows. */
export function prepareFold(
  ready: Ready,
  study: Study,
  outcome: Outcome,
  part: { train: Uint32Array; valid: Uint32Array },
  fold: number,
  reads?: TableReads,
): PreparedFold {
  const { target } = ready;
  const gaps = reads === 'levels';
  const plan = planFor(tableSteps(study.steps), reads);
  const trainTarget = takeTarget(target, part.train);
  const {
    fitted,
    data: fittedOn,
    target: fittedTo,
    rows,
    dealt,
  } = fitPipeline(plan, takeDev(ready, part.train), trainTarget, {
    rng: rng(study.seed, 'prep', 'fold', fold),
  });
  const train = toRows(fittedOn, fittedTo.y, outcome, gaps);
  if (gaps) train.rows.levels = placesOf(levelColumns(fitted), train.names);
  if (gaps) train.rows.directions = signsOf(directionsOf(study), train.names, train.rows.levels);
  if (study.training.classWeights === 'balanced') train.rows.w = balancedWeights(fittedTo);
  const validOut = applyPipeline(fitted, takeDev(ready, part.valid));
  const valid = toRows(validOut, takeTarget(target, part.valid).y, outcome, gaps);
  return {
    steps: fitted,
    names: train.names,
    train: train.rows,
    valid: valid.rows,
    validRows: part.valid,
    ...(rows && { trainRows: rows.map((row) => part.train[row]) }),
    ...(dealt.length > 0 && {
      dealt: dealt.map(({ rows: given, ...how }) => ({
        ...how,
        rows: given ? given.map((row) => part.train[row]) : part.train,
      })),
    }),
  };
}

/** Of rows without columns: what steps that draw training rows anew make of a part's, where there are such steps. */
export function resampledRows(
  ready: Ready,
  study: Study,
  { train }: { train: Uint32Array },
  fold: number,
): Uint32Array | undefined {
  const { rows } = fitPipeline(
    tableSteps(study.steps),
    takeDev(ready, train),
    takeTarget(ready.target, train),
    { rng: rng(study.seed, 'prep', 'fold', fold) },
  );
  return rows?.map((row) => train[row]);
}

const placesOf = (columns: readonly string[], names: readonly string[]): number[] =>
  columns.map((name) => names.indexOf(name)).sort((a, b) => a - b);

const SIGN = { rises: 1, falls: -1 } as const;

/** By input, of those that are numbers; undefined where nothing is known of any. */
function signsOf(
  directed: readonly Directed[],
  names: readonly string[],
  levels: readonly number[] = [],
): number[] | undefined {
  const of = new Map(directed.map(({ name, direction }) => [name, SIGN[direction]]));
  const signs = names.map((name, i) => (levels.includes(i) ? 0 : (of.get(name) ?? 0)));
  return signs.some((sign) => sign !== 0) ? signs : undefined;
}

export const inputShape = ({ train, names, picture }: PreparedFold): InputShape => ({
  inputs: train.d,
  ...(picture && !picture.backbone && { picture: picture.shape, table: names.length }),
});

export const shapesOf = (target: Target, fold: PreparedFold): Shapes => ({
  ...inputShape(fold),
  kind: target.kind,
  classes: target.classes.length,
  ...(fold.train.levels && { levels: fold.train.levels }),
});

/** What a search learns from. */
export const developmentIn = ({ parts, data }: Pick<Ready, 'parts' | 'data'>): Development => ({
  rows: parts.dev.length,
  patients: new Set(Array.from(parts.dev, (row) => data.unit[row])).size,
});
