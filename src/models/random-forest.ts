import { forest } from './trees/forest';

/** A random forest (Breiman 2001): deep trees on bootstrap samples, a few inputs a cut, averaged. */
export const randomForest = forest('random-forest', 'forest');
