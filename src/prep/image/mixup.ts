import type { ImageStep } from './image-step';

/**
 * Two pictures and their outcomes are mixed (Zhang and others, arXiv 1710.09412): the share of the first is drawn from
 * a beta distribution with both parameters `alpha`, by Jöhnk's rejection, which needs alpha of 1 at most to be quick.
 */
export const mixup: ImageStep<null> = {
  name: 'mixup',
  kind: 'augment',
  params: [{ key: 'alpha', kind: 'float', low: 0.05, high: 1, step: 0.05, default: 0.2 }],
  mix(params, rng) {
    const power = 1 / Number(params.alpha);
    for (;;) {
      const first = rng.next() ** power;
      const second = rng.next() ** power;
      const both = first + second;
      if (both > 0 && both <= 1) return first / both;
    }
  },
};
