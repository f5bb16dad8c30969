import { startWorker } from '../../src/engine/blob-worker';
import { workOf } from '../../src/engine/team/deal';
import helperUrl from '../../src/engine/team/helper-worker.ts?worker&url';
import { Team, withTeam } from '../../src/engine/team/team';
import { startInTurn } from '../../src/train/in-turn';
import { openTrainer } from '../../src/train/open-trainer';
import type { NetGroup, NetJob, Trainer } from '../../src/train/trainer';

export interface Shared {
  /** Milliseconds of each repetition, the trial's start and end in it. */
  alone: number[];
  team: number[];
  /** Largest difference of any loss of any epoch. */
  difference: number;
  /** Multiplications of an epoch of all nets. */
  work: number;
}

const { signal } = new AbortController();
let kept: { trainer: Trainer; shared: Trainer; team: Team } | null = null;

/** The nets of one trial by one worker and by a team of `cores`, however small they are, in turn. */
export async function byTeam(
  jobs: readonly NetJob[],
  epochs: number,
  repeats: number,
  cores: number,
): Promise<Shared> {
  if (!kept) {
    const trainer = await openTrainer('wasm');
    const team = new Team(() => startWorker(helperUrl, 'helper'), cores, 0);
    kept = { trainer, team, shared: withTeam(trainer, team) };
  }
  const { trainer, shared, team } = kept;
  await team.wake();
  const timed = async (start: () => Promise<NetGroup>) => {
    const begun = performance.now();
    const nets = await start();
    const losses: number[] = [];
    for (let epoch = 1; epoch <= epochs; epoch++) {
      for (const { trainLoss, validLoss } of await nets.epoch(epoch, signal))
        losses.push(trainLoss, validLoss);
      nets.keepBest();
    }
    await nets.weights('best');
    nets.dispose();
    return { ms: performance.now() - begun, losses };
  };
  const result: Shared = {
    ...{ alone: [], team: [], difference: 0 },
    work: jobs.reduce((sum, job) => sum + workOf(job), 0),
  };
  // The first of each sends rows and warms the kernels up: not counted.
  for (let again = 0; again <= repeats; again++) {
    const alone = await timed(() => startInTurn(trainer, jobs));
    const together = await timed(async () => (shared.startMany as NonNullable<Trainer['startMany']>)(jobs));
    alone.losses.forEach((loss, i) => {
      result.difference = Math.max(result.difference, Math.abs(loss - together.losses[i]));
    });
    if (again === 0) continue;
    result.alone.push(alone.ms);
    result.team.push(together.ms);
  }
  return result;
}
