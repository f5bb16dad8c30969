import type { RateRange } from '../../search/rate-range';
import type { Study } from '../../study/schema';
import type { RatePoint } from '../../train/rate-sweep';

export interface RateAnswer {
  points: RatePoint[];
  /** Null where the loss fell at no rate. */
  range: RateRange | null;
}

export interface RatesApi {
  /**
   * Which learning rates a family can be trained with: its default configuration on the training part of the first
   * fold. No result: it says nothing of how well a model predicts and looks at no row that scores one, so that it
   * stands in no journal. What comes of it, the range, is a decision and stands in the Study.
   */
  rateSweep: [{ study: Study; family: string }, RateAnswer];
}
