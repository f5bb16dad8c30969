import type { TreesSpec } from '../../models/trees/spec';
import type { Pace } from '../pacing';
import type { NetJob, NetRun } from '../trainer';

export function startTrees(_job: Omit<NetJob, 'spec'> & { spec: TreesSpec }, _pace: Pace): NetRun {
  throw new Error('not there yet');
}
