import type { AcrossSites, SiteResult } from '../study/results/evaluation';
import { Z95 } from './auroc';
import { randomEffects } from './random-effects';

const expit = (z: number): number => 1 / (1 + Math.exp(-z));

/**
 * The mean AUROC of hospitals and what one more is to be expected to show, on log odds (Snell et al., Stat Methods Med
 * Res 2018;27:3505). A hospital's standard error is that of its interval, by the side that 0 and 1 have not cut.
 * Hospitals without an interval are left out; null with fewer than three, and for other measures.
 */
export function acrossSites(sites: readonly SiteResult[]): AcrossSites | null {
  const told = sites.flatMap(({ metric, estimate: found }) => {
    if (metric !== 'auroc' || !found || found.low === null || found.high === null) return [];
    const { estimate, low, high } = found;
    if (estimate <= 0 || estimate >= 1) return [];
    const error = Math.max(estimate - low, high - estimate) / Z95;
    return [
      { effect: Math.log(estimate / (1 - estimate)), variance: (error / (estimate * (1 - estimate))) ** 2 },
    ];
  });
  const all = randomEffects(
    told.map(({ effect }) => effect),
    told.map(({ variance }) => variance),
  );
  if (!all) return null;
  return {
    hospitals: told.length,
    estimate: { estimate: expit(all.mean), low: expit(all.low), high: expit(all.high), method: 'wald' },
    prediction: { low: expit(all.predictionLow), high: expit(all.predictionHigh) },
  };
}
