import { familyByName, trainsElsewhere } from '../../models/index';
import { tableSteps } from '../../prep/image/partition';
import { differsForNetworks } from '../../prep/plan-for';
import { BenchsideError } from '../../study/errors';
import type { StepPlan } from '../../study/schema';
import type { Config, Space } from '../../study/space';

/** Whether the configuration is of a family that Keras trains. */
export const isTrainedElsewhere = ({ config }: { config: Config }): boolean =>
  trainsElsewhere(familyByName(config.family));

/** How the table is read there: as its networks read it, where there are such. */
export const readsElsewhere = (space: Space): 'embedded' | undefined =>
  Object.keys(space).some((name) => familyByName(name).reads === 'embedded') ? 'embedded' : undefined;

/**
 * The space less families that are searched here alone, `here`. The steps are fitted for one way of reading a table:
 * where networks are given other numbers than a regression by gradients, this stays here. Throws `cluster.noNetwork`
 * where no other is left.
 */
export function spaceElsewhere(
  space: Space,
  steps: readonly StepPlan[] = [],
): { space: Space; here: string[] } {
  const differs = differsForNetworks(tableSteps(steps)) && readsElsewhere(space) === 'embedded';
  const isHere = (name: string): boolean => {
    const family = familyByName(name);
    return !trainsElsewhere(family) || (differs && family.reads === undefined);
  };
  const here = Object.keys(space).filter(isHere);
  const left = Object.entries(space).filter(([name]) => !here.includes(name));
  if (left.length === 0) throw new BenchsideError('cluster.noNetwork');
  return { space: Object.fromEntries(left), here };
}
