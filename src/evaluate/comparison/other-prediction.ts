/** Another prediction of the tested rows, an entry each as `TestPart` has them. NaN where there is none. */
export interface OtherPrediction {
  kind: 'logistic' | 'score' | 'call';
  /** The column; empty for the regression. */
  name: string;
  /** Higher is likelier: probabilities, the score turned so, or 1 and 0 of a call. [n], or [n, classes]. */
  value: ArrayLike<number>;
  /** The probability it stands for; null for a call, which is a decision and no risk. */
  risk: ArrayLike<number> | null;
  /** 1 positive, 0 negative; null where it has no threshold of its own. */
  decided: ArrayLike<number> | null;
  /** A score was turned round: its own unit is -value. */
  turned: boolean;
}
