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
  /** map: same columns. expand: columns come and go. */
  kind: 'map' | 'expand';
  params: readonly Param[];
  /** Names of the columns it would act on. */
  concerns(data: Dataset, params: ParamValues): string[];
  fit(data: Dataset, target: Target, params: ParamValues, ctx: Pick<Ctx, 'rng'>): State;
  apply(data: Dataset, params: ParamValues, state: State): Dataset;
}
/** A step that was fitted: what a bundle holds. `state` survives JSON unchanged. */
export interface FittedStep {
  id: string;
  step: string;
  params: ParamValues;
  state: unknown;
}
/** Numbers ready for a model: row-major [n, names.length]. */
export interface Matrix {
  n: number;
  names: string[];
  x: Float32Array;
}
