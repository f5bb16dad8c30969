/** Counts (or their mean over repeats) of the confusion table of two classes. */
export interface Cells {
  tp: number;
  fp: number;
  fn: number;
  tn: number;
}

/** What `cellMeasures` returns, in its order. */
export const CELL_MEASURES = [
  'sensitivity',
  'specificity',
  'ppv',
  'npv',
  'lrPositive',
  'lrNegative',
  'accuracy',
  'balancedAccuracy',
  'f1',
  'mcc',
  'kappa',
  'dor',
  'netBenefit',
  'standardizedNetBenefit',
] as const;
export type CellMeasure = (typeof CELL_MEASURES)[number];

/**
 * Net benefit (Vickers & Elkin 2006): true positives a person, less false ones at the odds of the threshold. At 0
 * false positives cost nothing, at 1 they cost beyond all bounds.
 */
export const netBenefitOf = ({ tp, fp, fn, tn }: Cells, threshold: number): number =>
  (tp - (fp === 0 ? 0 : (fp * threshold) / (1 - threshold))) / (tp + fp + fn + tn);

/**
 * Everything that is read from a table of two classes at one threshold. Not finite where a denominator is 0.
 * mcc: Matthews 1975. kappa: Cohen 1960. dor: diagnostic odds ratio. Likelihood ratios: of a positive and of a
 * negative call. Standardized net benefit: as a share of the prevalence (Kerr et al. 2016).
 */
export function cellMeasures(cells: Cells, threshold: number): Record<CellMeasure, number> {
  const { tp, fp, fn, tn } = cells;
  const [positives, negatives, called, cleared] = [tp + fn, fp + tn, tp + fp, fn + tn];
  const n = positives + negatives;
  const sensitivity = tp / positives;
  const specificity = tn / negatives;
  const accuracy = (tp + tn) / n;
  const byChance = (positives * called + negatives * cleared) / (n * n);
  const netBenefit = netBenefitOf(cells, threshold);
  return {
    sensitivity,
    specificity,
    ppv: tp / called,
    npv: tn / cleared,
    lrPositive: (tp * negatives) / (fp * positives),
    lrNegative: (fn * negatives) / (tn * positives),
    accuracy,
    balancedAccuracy: (sensitivity + specificity) / 2,
    f1: (2 * tp) / (2 * tp + fp + fn),
    mcc: (tp * tn - fp * fn) / Math.sqrt(positives * negatives * called * cleared),
    kappa: (accuracy - byChance) / (1 - byChance),
    dor: (tp * tn) / (fp * fn),
    netBenefit,
    standardizedNetBenefit: positives > 0 ? (netBenefit * n) / positives : Number.NaN,
  };
}
