import { throwIfAborted } from './pacing';
import type { EpochResult, NetGroup, NetJob, NetRun, Trainer, Weights } from './trainer';

/** Nets that are trained one after the other, each epoch. */
export async function startInTurn(
  trainer: Pick<Trainer, 'start'>,
  jobs: readonly NetJob[],
): Promise<NetGroup> {
  const runs: NetRun[] = [];
  const dispose = () => {
    for (const run of runs) run.dispose();
  };
  try {
    for (const job of jobs) runs.push(await trainer.start(job));
  } catch (thrown) {
    dispose();
    throw thrown;
  }
  return {
    async epoch(epoch, signal, pause) {
      const results: EpochResult[] = [];
      for (const run of runs) {
        await pause?.();
        throwIfAborted(signal);
        results.push(await run.epoch(epoch, signal, pause));
      }
      return results;
    },
    keepBest() {
      for (const run of runs) run.keepBest();
    },
    async weights(which) {
      const weights: Weights[] = [];
      for (const run of runs) weights.push(await run.weights(which));
      return weights;
    },
    dispose,
  };
}
