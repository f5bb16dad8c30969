import type { Estimate } from '../study/events';
import type { Rng } from '../study/random';
import { bare } from './interval';
import { type Proportion, wilsonEstimate } from './proportions';
import { resample, type Watch } from './resample';
import { patientsRepeat, type Sample } from './sample';
import { estimatesOf, type Statistics } from './statistics';

/** What has an interval of its own where rows are independent. */
export interface Known {
  /** By name, in closed form. */
  analytic: Map<string, Estimate>;
  /** Of all rows, with the patient of each: Wilson's interval where rows are independent or the bootstrap collapses. */
  shares: Record<string, Proportion>;
  unit: ArrayLike<number>;
}

/** One row a patient, tested once. */
export const independent = (samples: Sample[]): boolean => samples.length === 1 && !patientsRepeat(samples);

/**
 * Each statistic with the interval that fits it: in closed form where rows are independent and there is one, else from
 * a bootstrap of whole patients. A share with denominator 0 has `n: 0` and estimate 0; any other statistic that is not
 * a finite number is absent.
 */
export async function intervalsOf(
  samples: Sample[],
  statistics: Statistics,
  { analytic, shares, unit }: Known,
  draws: Rng,
  watch: Watch,
): Promise<Map<string, Estimate>> {
  const { patients } = samples[0];
  const alone = independent(samples);
  const method = patientsRepeat(samples) ? 'cluster-bootstrap' : 'bootstrap';
  const estimates = estimatesOf(statistics, patients);
  const intervals = await resample(statistics, patients, draws, watch);
  const found = new Map<string, Estimate>();
  const of = (name: string, estimate: number): Estimate | null => {
    const share = Object.hasOwn(shares, name) ? shares[name] : null;
    if (share?.n === 0) return { ...bare(0), n: 0 };
    if (!Number.isFinite(estimate)) return null;
    const closed = alone ? analytic.get(name) : undefined;
    if (closed) return closed;
    const n = share && { n: share.n / samples.length };
    const interval = intervals.get(name);
    if (interval && !(alone && share)) return { estimate, ...interval, method, ...n };
    return share ? { ...wilsonEstimate(share, unit), estimate, ...n } : bare(estimate);
  };
  for (const [name, estimate] of estimates) {
    const value = of(name, estimate);
    if (value) found.set(name, value);
  }
  return found;
}
