import type { Pace } from '../pacing';
import type { NetRun } from '../trainer';
import { type TreesJob, TreesRun } from './run';

/** Trees to be trained; wherever they are, the same trees bit for bit. */
export const startTrees = (pace: Pace, job: TreesJob): NetRun => new TreesRun(pace, job);
