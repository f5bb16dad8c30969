import { t95 } from './student';

/** What several hospitals say together, on the scale of the effects. */
export interface RandomEffects {
  mean: number;
  low: number;
  high: number;
  /** 95 % interval of the effect in one more hospital of the same kind. */
  predictionLow: number;
  predictionHigh: number;
}

/**
 * Random-effects meta-analysis: the variance between hospitals by DerSimonian & Laird (Control Clin Trials 1986;7:177),
 * none below 0; the mean's interval by Hartung & Knapp (Stat Med 2001;20:3875) with k - 1 degrees of freedom, and never
 * narrower than without it (Röver et al., BMC Med Res Methodol 2015;15:99); the prediction interval of Higgins et al.
 * (J R Stat Soc A 2009;172:137) with k - 2. Null with fewer than three effects, or one without a variance.
 */
export function randomEffects(
  effects: readonly number[],
  variances: readonly number[],
): RandomEffects | null {
  const k = effects.length;
  if (k < 3 || variances.some((v) => !(v > 0 && Number.isFinite(v)))) return null;
  const mean = (weights: number[]) =>
    weights.reduce((sum, w, i) => sum + w * effects[i], 0) / weights.reduce((sum, w) => sum + w, 0);
  const fixed = variances.map((v) => 1 / v);
  const total = fixed.reduce((sum, w) => sum + w, 0);
  const common = mean(fixed);
  const q = fixed.reduce((sum, w, i) => sum + w * (effects[i] - common) ** 2, 0);
  const scale = total - fixed.reduce((sum, w) => sum + w * w, 0) / total;
  const between = Math.max(0, (q - (k - 1)) / scale);
  const weights = variances.map((v) => 1 / (v + between));
  const centre = mean(weights);
  const plain = 1 / weights.reduce((sum, w) => sum + w, 0);
  const spread = weights.reduce((sum, w, i) => sum + w * (effects[i] - centre) ** 2, 0) / (k - 1);
  const variance = plain * Math.max(1, spread);
  const half = t95(k - 1) * Math.sqrt(variance);
  const wide = t95(k - 2) * Math.sqrt(between + variance);
  return {
    mean: centre,
    low: centre - half,
    high: centre + half,
    predictionLow: centre - wide,
    predictionHigh: centre + wide,
  };
}
