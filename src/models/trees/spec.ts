/**
 * Decision trees as a description, without any tree. All trees cut inputs into at most `bins` quantile bins, made from
 * the training rows, and look for cuts between bins alone (Ke et al., LightGBM, NeurIPS 2017).
 */
export interface TreesSpec {
  kind: 'trees';
  inputs: number;
  /** binary: one raw score, sigmoid. softmax: one a class. mse: squared error on a standardized outcome. */
  loss: 'binary' | 'softmax' | 'mse';
  /** Only of softmax: 2 or more. */
  classes: number;
  /**
   * boosting: each tree corrects the sum of those before it (Friedman 2001), by the loss's gradient and curvature (Chen
   * & Guestrin 2016); of softmax one tree a class and round. forest: the mean of deep trees, each on a bootstrap sample
   * with a few inputs a cut (Breiman 2001). extra: the same on all rows, with cuts drawn at random (Geurts et al. 2006).
   * Leaves of forests hold means: probabilities, or values.
   */
  grow: 'boosting' | 'forest' | 'extra';
  /** Forests: how many trees. Boosting ends as any training does, a round an epoch. */
  trees: number;
  /** Boosting: what each tree's leaves are multiplied by. */
  learningRate: number;
  /** Cuts from the root to a leaf at most. */
  maxDepth: number;
  /** Leaves of a tree at most; those are cut first that gain most. */
  maxLeaves: number;
  /** Rows that a leaf must have. */
  minLeafRows: number;
  /** Sum of curvatures (boosting) that a leaf must have. */
  minLeafWeight: number;
  /** L2 penalty on what a leaf adds. */
  lambda: number;
  /** What a cut must gain. */
  minGain: number;
  /** Share of the rows that each tree sees; boosting draws them without replacement. */
  rowShare: number;
  /** Share of the inputs that each tree sees. */
  inputShare: number;
  /** Share of the inputs that each cut may choose from. */
  cutShare: number;
  /** Quantile bins of an input, 2 to 255; missing has one of its own. */
  bins: number;
  /** Inputs that are codes of levels 0, 1, 2 … without an order, ascending: a cut sends a set of levels left. */
  categorical: readonly number[];
  /** L2 penalty added where levels are cut, for they fit by chance more easily. */
  levelPenalty: number;
  /** Per input 1 where the score may only rise with it, -1 only fall, 0 either; without it all are free. */
  monotone?: readonly number[];
}

/** Raw scores of a row: one a class of softmax, else one. */
export const scoresOf = ({ loss, classes }: Pick<TreesSpec, 'loss' | 'classes'>): number =>
  loss === 'softmax' ? classes : 1;

/** Epochs that a forest grows in, so that its curve can be watched. */
const EPOCHS = 50;

/** Trees that a forest grows in an epoch, but for the last. */
export const treesAnEpoch = ({ trees }: Pick<TreesSpec, 'trees'>): number =>
  Math.max(1, Math.ceil(trees / EPOCHS));

/** After which the forest stands. */
export const epochsOfForest = ({ trees }: Pick<TreesSpec, 'trees'>): number =>
  Math.ceil(trees / treesAnEpoch({ trees }));
