import type { Pruner } from './pruner';
import { climb, firstRung } from './rungs';

/** Of four trials that come to a rung, one goes on. */
const REDUCTION = 4;

/** Successive halving (ASHA): see `climb`. */
export const halving: Pruner = {
  name: 'halving',
  decide(trial, trials, { epochs }) {
    const ended = climb(trial, trials, { first: firstRung(epochs), reduction: REDUCTION }, epochs);
    return ended && { by: 'halving', ...ended };
  },
};
