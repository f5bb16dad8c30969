import type { Dataset, Target } from '../data/dataset';
import type { Ctx } from '../study/context';
import type { Param, ParamValues } from '../study/params';

/**
 * A preprocessing step. `fit` learns from the training part only and returns a JSON value; `apply` is pure and
 * does the same to training, validation, test and new rows. Columns a step does not concern pass through.
 * Texts: `steps.<name>.title`, `.help`, `.short`; parameters: `params.<name>.<key>.label`, `.help`.
 */
export interface Step<State = unknown> {
  name: string;
  /** map: same columns. expand: columns come and go. resample: other rows, in the training part only. */
  kind: 'map' | 'expand' | 'resample';
  params: readonly Param[];
  /** Names of the columns it would act on. */
  concerns(data: Dataset, params: ParamValues): string[];
  fit(data: Dataset, target: Target, params: ParamValues, ctx: Pick<Ctx, 'rng'>): State;
  apply(data: Dataset, params: ParamValues, state: State): Dataset;
  /**
   * What the training part itself becomes, where that differs from `apply`: encodings of the outcome made out of
   * fold, so that no row sees its own. Same columns as `apply` gives.
   */
  trainOut?: {
    /** The fold of each row. */
    deal(data: Dataset, target: Target, params: ParamValues, ctx: Pick<Ctx, 'rng'>): Int32Array;
    values(data: Dataset, target: Target, params: ParamValues, state: State, foldOf: Int32Array): Dataset;
  };
  /** resample: numbers of the training rows to go on with, some of them twice or never. */
  resample?(data: Dataset, target: Target, params: ParamValues, ctx: Pick<Ctx, 'rng'>): Uint32Array;
  /**
   * The state without levels that too few patients have, where it holds levels: afterwards they read as levels never
   * seen. Its outputs stay as many as they were.
   */
  forget?(state: State, rare: RareLevels): Forgotten<State>;
  /** Its columns have other levels than those it was given, under the same names. */
  recodes?: true;
  /** The state holds rows of the training part (nearest neighbours): a person is told before it leaves. */
  holdsRows?: true;
  /** Rows it can be fitted on and applied to in about a tenth of a second, where those are fewer than 20,000. */
  previewRows?: number;
  /**
   * It fills gaps, gives levels columns of their own or only changes a scale: a model that takes missing values and
   * levels as they are does without it.
   */
  forNumbers?: true;
  /** It gives networks numbers that they learn from better; a regression on the same rows does without it. */
  forNetworks?: true;
  /** It looks at the outcome. */
  usesOutcome?: true;
}
/** Levels that too few patients have, by column, each with words that stand for it: `rare 3`. */
export type RareLevels = ReadonlyMap<string, ReadonlyMap<string, string>>;

export interface Forgotten<State> {
  state: State;
  /** Columns that were named after such a level: their name before and now. */
  renamed?: readonly (readonly [string, string])[];
}

/** Stands where a level was forgotten whose place is kept: no cell reads as this text. */
export const FORGOTTEN = '';

/** A step that was fitted: what a bundle holds. `state` survives JSON unchanged. */
export interface FittedStep {
  id: string;
  step: string;
  params: ParamValues;
  /** The columns it was given; without it all. */
  columns?: string[];
  state: unknown;
}
/** Numbers ready for a model: row-major [n, names.length]. */
export interface Matrix {
  n: number;
  names: string[];
  x: Float32Array;
}
