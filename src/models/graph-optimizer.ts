import type { ParamValues } from '../study/params';
import type { GraphSpec, Schedule } from './graph';
import { optimizerOf } from './optimization';

/** How a graph net is trained: AdamW under a schedule; labels are smoothed where there are classes. */
export const graphOptimizerOf = (params: ParamValues, loss: GraphSpec['loss']): GraphSpec['optimizer'] => ({
  ...optimizerOf(params),
  schedule: params.schedule as Schedule,
  clipNorm: Number(params.clipNorm),
  labelSmoothing: loss === 'mse' ? 0 : Number(params.labelSmoothing),
});
