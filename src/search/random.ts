import type { Rng } from '../study/random';
import { type Config, countCombinations, type Domain } from '../study/space';
import { drawParams, gridOf, inSpace, keyOf } from './points';
import type { Strategy } from './strategy';

/** Draws in vain before the combinations still untried are listed instead. */
const PATIENCE = 50;

const draw = (family: string, domains: Record<string, Domain>, rng: Rng): Config => ({
  family,
  params: drawParams(domains, () => rng.next()),
});

/**
 * Random search (Bergstra & Bengio, JMLR 2012). The family is drawn first, each with the same chance while it
 * has something untried, however many combinations it holds. Nothing is tried twice.
 */
export const random: Strategy = {
  name: 'random',
  suggest(space, trials, { family: asked }, rng) {
    const tried = new Map<string, string>();
    for (const { config } of trials) if (inSpace(space, config)) tried.set(keyOf(config), config.family);
    const triedOf = (family: string) => [...tried.values()].filter((f) => f === family).length;
    const { perFamily } = countCombinations(space);
    const open = Object.entries(space).filter(
      ([family]) => (asked ?? family) === family && triedOf(family) < perFamily[family].total,
    );
    if (open.length === 0) return [];
    const [family, domains] = open[rng.int(open.length)];
    for (let i = 0; i < PATIENCE; i++) {
      const config = draw(family, domains, rng);
      if (!tried.has(keyOf(config))) return [config];
    }
    // A range of real numbers can be this crowded only where it holds a few values: its grid will do.
    const rest = [...gridOf(domains)].filter((params) => !tried.has(keyOf({ family, params })));
    return rest.length === 0 ? [] : [{ family, params: rest[rng.int(rest.length)] }];
  },
};
