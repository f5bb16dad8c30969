import type { Trial, Why } from '../study/events';
import type { Rng } from '../study/random';
import type { Metric } from '../study/schema';
import type { Config, Space } from '../study/space';

/** A configuration to try, and why where the strategy can say. */
export type Suggestion = Config & { why?: Why };

/**
 * A search strategy: a pure function of what it is given, so that a replayed journal continues the very same
 * search. Texts: `strategies.<name>.title`, `.help`.
 */
export interface Strategy {
  name: string;
  /** It learns from the slopes of the validation loss: trials are to tell `score.hypergradient`. */
  usesHypergradient?: boolean;
  /** Every code of `why` that it gives. Texts: `why.<code>`. */
  reasons?: readonly string[];
  /** It searches for how a network is built: families that can be built in many ways are what it is given. */
  buildsNetworks?: true;
  /** It suggests nothing: the search waits for the user's configurations. */
  byHand?: true;
  /** The next configurations (at least one, or none when the space is exhausted). `rng` is keyed by trials.length. */
  suggest(space: Space, trials: Trial[], about: SearchFacts, rng: Rng): Suggestion[];
}
export interface SearchFacts {
  rows: number;
  classes: number;
  kind: 'binary' | 'multiclass' | 'regression';
  metric: Metric;
  budgetLeft: number;
  /** The family that is to be tried; without it the strategy chooses. */
  family?: string;
}
