import type { Family } from '../../../models/family';
import { keyOf } from '../../../search/points';
import { chooseActive } from '../../../study/conditions';
import type { Trial } from '../../../study/events';
import { defaultsOf, type ParamValues, sameValue } from '../../../study/params';
import type { Config, Space } from '../../../study/space';

/** Every value of a configuration, what it leaves out included. */
export const valuesOf = ({ params }: Family, config?: Config): ParamValues => ({
  ...defaultsOf(params),
  ...config?.params,
});

/**
 * A configuration as the search space would hold it, so that strategies learn from it: the space's parameters, and
 * others only where they are not at their defaults.
 */
export function configOf({ name, params }: Family, values: ParamValues, space: Space): Config {
  const searched = space[name] ?? {};
  // What waits for a value of another is said only beside that value.
  const active = chooseActive(searched, (key) => values[key]);
  const kept = params.filter(({ key, default: usual }) =>
    Object.hasOwn(searched, key) ? Object.hasOwn(active, key) : !sameValue(values[key], usual),
  );
  return { family: name, params: Object.fromEntries(kept.map(({ key }) => [key, values[key]])) };
}

/** The configuration among these that is the same when all defaults are written out. */
export function sameAmong<T extends { config: Config }>(
  family: Family,
  values: ParamValues,
  among: readonly T[],
): T | undefined {
  const wanted = keyOf({ family: family.name, params: values });
  return among.find(
    ({ config }) =>
      config.family === family.name &&
      keyOf({ family: family.name, params: valuesOf(family, config) }) === wanted,
  );
}

/** Where the form begins: the best finished trial, else the first family of the space with its defaults. */
export const firstTrial = (ranked: readonly Trial[], family?: string): Trial | undefined =>
  ranked.find(({ config }) => family === undefined || config.family === family);
