import { gridOf, keyOf } from './points';
import type { Strategy } from './strategy';

/**
 * Every combination once: family after family, in mixed-radix order with the last parameter changing fastest.
 * A range of real numbers is cut into five points, on a logarithmic scale where it asks for one.
 */
export const grid: Strategy = {
  name: 'grid',
  suggest(space, trials) {
    const tried = new Set(trials.map(({ config }) => keyOf(config)));
    for (const [family, domains] of Object.entries(space))
      for (const params of gridOf(domains))
        if (!tried.has(keyOf({ family, params }))) return [{ family, params }];
    return [];
  },
};
