import { forest } from './trees/forest';

/** Extremely randomized trees (Geurts, Ernst & Wehenkel 2006): all rows, and cuts drawn at random. */
export const extraTrees = forest('extra-trees', 'extra');
