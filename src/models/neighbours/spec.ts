/** k nearest neighbours (Fix & Hodges 1951; Cover & Hart 1967) as a description, without any neighbour. */
export interface NeighboursSpec {
  kind: 'neighbours';
  inputs: number;
  /** binary: probability of the second class. softmax: one a class. mse: mean of a standardized outcome. */
  loss: 'binary' | 'softmax' | 'mse';
  /** Only of softmax: 2 or more. */
  classes: number;
  /** Neighbours that are asked; where there are fewer rows, all of them. */
  k: number;
  /** What a neighbour's word weighs, beside the weight of its row: all the same, or 1 / distance. */
  weights: 'uniform' | 'distance';
  /** Of scaled inputs: the root of the sum of squares, or the sum of absolute differences. */
  metric: 'euclidean' | 'manhattan';
}

/** Numbers that are said of a row: one a class of softmax, else one. */
export const outputsOfNeighbours = ({ loss, classes }: Pick<NeighboursSpec, 'loss' | 'classes'>): number =>
  loss === 'softmax' ? classes : 1;
