import type { Budget } from '../../study/schema';
import type { Config } from '../../study/space';

/** What can be done with the newest search beside pausing and ending it; both are journalled. */
export interface ControlApi {
  /**
   * Another budget. `active`: a search at work goes by it; otherwise the search has to be gone on with.
   * Throws `budget.zero`, `train.noTrial` where there is no search.
   */
  extend: [{ budget: Budget }, { active: boolean }];
  /**
   * A configuration by hand, tried before the strategy is asked. `active` as above.
   * Throws `search.badValue`, `train.noTrial` where there is no search.
   */
  queueTrial: [{ config: Config }, { active: boolean }];
}
