import type { Strategy } from './strategy';

/** The user chooses every configuration, with the history beside it: the search waits for the next one. */
export const manual: Strategy = {
  name: 'manual',
  byHand: true,
  suggest: () => [],
};
