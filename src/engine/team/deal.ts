import { isConvex } from '../../models/family';
import { countParameters } from '../../models/graph-shapes';
import { layoutOf } from '../../train/layout';
import type { NetJob } from '../../train/trainer';

/** What the solving of a regression costs, in multiplications a row and parameter. */
const CONVEX_PASSES = 30;

/**
 * Multiplications of an epoch, forward and twice as much back. Of nets on pictures, whose kernels meet many pixels,
 * far too few: they are worth sharing all the more.
 */
export function workOf({ spec, train, valid }: NetJob): number {
  // A round looks at every input of a row once a level, or less where the sibling's histogram is subtracted.
  if (spec.kind === 'trees') return train.n * spec.inputs * Math.min(spec.maxDepth, 8);
  // Each row that is asked for is measured against all that are kept.
  if (spec.kind === 'neighbours') return train.n * spec.inputs * valid.n;
  const parameters = spec.kind === 'graph' ? countParameters(spec) : layoutOf(spec).size;
  return parameters * ((isConvex(spec) ? CONVEX_PASSES : 3) * train.n + valid.n);
}

/**
 * Which jobs each of `lanes` does, as places in the list: the longest first, each to whoever has least to do, among
 * equals to the last. So the first lane has no more than the others.
 */
export function deal(work: readonly number[], lanes: number): number[][] {
  const shares: number[][] = Array.from({ length: lanes }, () => []);
  const load = new Array<number>(lanes).fill(0);
  const longestFirst = work.map((_, job) => job).sort((a, b) => work[b] - work[a] || a - b);
  for (const job of longestFirst) {
    let least = 0;
    for (let lane = 1; lane < lanes; lane++) if (load[lane] <= load[least]) least = lane;
    shares[least].push(job);
    load[least] += work[job];
  }
  return shares.map((jobs) => jobs.sort((a, b) => a - b));
}
