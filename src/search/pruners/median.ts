import { percentileRule } from './percentile';

/** Lets the better half live. */
export const median = percentileRule('median', 50);
