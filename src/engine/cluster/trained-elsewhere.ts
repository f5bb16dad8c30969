import { familyByName, trainsElsewhere } from '../../models/index';
import { BenchsideError } from '../../study/errors';
import type { Config, Space } from '../../study/space';

/** Whether the configuration is of a family that Keras trains. */
export const isTrainedElsewhere = ({ config }: { config: Config }): boolean =>
  trainsElsewhere(familyByName(config.family));

/** The space less families that are searched here alone, `here`. Throws `cluster.noNetwork` where no other is left. */
export function spaceElsewhere(space: Space): { space: Space; here: string[] } {
  const here = Object.keys(space).filter((name) => !trainsElsewhere(familyByName(name)));
  const left = Object.entries(space).filter(([name]) => !here.includes(name));
  if (left.length === 0) throw new BenchsideError('cluster.noNetwork');
  return { space: Object.fromEntries(left), here };
}
