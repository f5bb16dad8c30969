import type { Schedule } from '../../models/graph';

/** `step`: a tenth after half of the steps, a hundredth after three quarters (He et al. 2016 on CIFAR-10). */
const DROPS = [0.5, 0.75];
/** `oneCycle`: share of the steps on the way up; the rate begins at 1/25 and ends at 1/25e4, as PyTorch's OneCycleLR. */
const RISE = 0.3;
const START = 1 / 25;
const END = START / 1e4;

/** `warmCosine`: share of the steps in which the rate grows from nothing, in equal parts (Goyal et al. 2017). */
const WARM = 0.1;

/** From `a` to `b` along half a cosine, `share` from 0 to 1. */
const alongCosine = (a: number, b: number, share: number): number =>
  b + ((a - b) / 2) * (1 + Math.cos(Math.PI * share));

/**
 * What the learning rate is multiplied by in step `step` (from 0) of `total`. cosine: Loshchilov & Hutter 2017
 * without restarts. After the planned steps the rate stays where it ended.
 */
export function rateFactor(schedule: Schedule, step: number, total: number): number {
  const at = Math.min(step, total - 1);
  switch (schedule) {
    case 'constant':
      return 1;
    case 'cosine':
      return alongCosine(1, 0, at / total);
    case 'step':
      return DROPS.reduce((rate, share) => (at >= share * total ? rate / 10 : rate), 1);
    case 'warmCosine': {
      const warm = Math.floor(WARM * total);
      return at < warm ? (at + 1) / (warm + 1) : alongCosine(1, 0, (at - warm) / (total - warm));
    }
    case 'oneCycle': {
      const top = RISE * total - 1;
      if (at <= top) return alongCosine(START, 1, at / top);
      return alongCosine(1, END, (at - top) / Math.max(total - 1 - top, 1));
    }
  }
}
