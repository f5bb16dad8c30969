import { startInTurn } from '../../train/in-turn';
import type { EpochResult, NetGroup, NetJob, Trainer, Weights } from '../../train/trainer';
import type { Port } from '../worker-client';
import { deal, workOf } from './deal';
import { Lane } from './lane';

/** More helpers than this win nothing: a trial has seldom more folds. */
const MOST_HELPERS = 7;
/** Helpers without work end after this, and their memory is free. Between two looks at a screen they stay. */
const IDLE_MS = 120_000;
/** Rows of a trial above this stay in one worker: each helper holds what it trains on twice. */
const MOST_BYTES = 2 ** 29;
/** Multiplications of an epoch of all nets below which messages cost what a second core saves. */
const WORTH = 2e6;

/** Rows that change from epoch to epoch do so by functions, which cannot cross to another worker. */
const canCross = ({ train }: NetJob): boolean => !train.augment && !train.mix;

function worthSharing(jobs: readonly NetJob[], worth: number): boolean {
  if (jobs.length < 2 || !jobs.every(canCross)) return false;
  const buffers = new Set(jobs.flatMap(({ train, valid }) => [train.x, valid.x]));
  const bytes = [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
  return bytes <= MOST_BYTES && jobs.reduce((sum, job) => sum + workOf(job), 0) >= worth;
}

/** What every promise came to, once all are settled; throws the first error in their order. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** Groups in several workers as one. `shares`: the places of each group's nets. */
class SharedGroup implements NetGroup {
  constructor(
    private readonly groups: readonly NetGroup[],
    private readonly shares: readonly number[][],
    private readonly released: () => void,
  ) {}

  /** The pause holds up this worker's nets; a helper comes to the end of its epoch. */
  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult[]> {
    // The helpers first: this worker's own nets keep it from sending anything.
    const [own, ...theirs] = this.groups;
    const answers = theirs.map((group) => group.epoch(epoch, signal));
    return this.inOrder(await allOf([own.epoch(epoch, signal, pause), ...answers]));
  }

  keepBest(): void {
    for (const group of this.groups) group.keepBest();
  }

  async weights(which: 'current' | 'best'): Promise<Weights[]> {
    return this.inOrder(await allOf(this.groups.map((group) => group.weights(which))));
  }

  dispose(): void {
    for (const group of this.groups) group.dispose();
    this.released();
  }

  private inOrder<T>(ofGroups: readonly T[][]): T[] {
    const all: T[] = [];
    this.shares.forEach((jobs, g) => {
      jobs.forEach((job, i) => {
        all[job] = ofGroups[g][i];
      });
    });
    return all;
  }
}

/**
 * The helpers of one engine: workers that share the nets of a trial with it, one a core beside its own. Which nets are
 * trained where changes nothing of what they become, so that a search ends with the same leaderboard whatever their
 * number.
 */
export class Team {
  private readonly lanes: Lane[];
  private working = 0;
  private nets = 0;
  private idle: ReturnType<typeof setTimeout> | undefined;

  /** `start`: starts a helper; `cores`: of this machine; `worth`: multiplications of an epoch from which nets are shared. */
  constructor(
    start: () => Port,
    cores: number,
    private readonly worth = WORTH,
  ) {
    const helpers = Math.max(0, Math.min(MOST_HELPERS, cores - 1));
    this.lanes = Array.from({ length: helpers }, () => new Lane(start));
  }

  /** Workers that can share the nets of a trial, this one among them. */
  get size(): number {
    return this.lanes.length + 1;
  }

  /** Nets in training in helpers. */
  get alive(): number {
    return this.nets;
  }

  /** Resolves when every helper is ready or has failed to be. */
  async wake(): Promise<void> {
    if (this.working === 0) this.rest();
    await Promise.all(this.lanes.map((lane) => lane.wake()));
  }

  end(): void {
    clearTimeout(this.idle);
    for (const lane of this.lanes) lane.end();
  }

  /** Nets that are trained together, where that is worth it by those helpers that are ready; else one after the other. */
  async start(trainer: Trainer, jobs: readonly NetJob[]): Promise<NetGroup> {
    if (!worthSharing(jobs, this.worth)) return startInTurn(trainer, jobs);
    void this.wake();
    const lanes = this.lanes.filter((lane) => lane.ready).slice(0, jobs.length - 1);
    if (lanes.length === 0) return startInTurn(trainer, jobs);
    const shares = deal(jobs.map(workOf), lanes.length + 1);
    const remote = jobs.length - shares[0].length;
    this.begin(remote);
    const starts = shares.map((places, s) => {
      const share = places.map((job) => jobs[job]);
      return s === 0 ? startInTurn(trainer, share) : lanes[s - 1].start(share);
    });
    try {
      let disposed = false;
      return new SharedGroup(await allOf(starts), shares, () => {
        if (!disposed) this.release(remote);
        disposed = true;
      });
    } catch (thrown) {
      for (const one of await Promise.allSettled(starts)) if (one.status === 'fulfilled') one.value.dispose();
      this.release(remote);
      throw thrown;
    }
  }

  private begin(nets: number): void {
    clearTimeout(this.idle);
    this.working++;
    this.nets += nets;
  }

  private release(nets: number): void {
    this.working--;
    this.nets -= nets;
    if (this.working === 0) this.rest();
  }

  private rest(): void {
    clearTimeout(this.idle);
    this.idle = setTimeout(() => this.end(), IDLE_MS);
  }
}

/** The trainer, with a team that shares the nets it is given together. */
export const withTeam = (trainer: Trainer, team: Team): Trainer => ({
  ...trainer,
  startMany: (jobs) => team.start(trainer, jobs),
  memory() {
    const { tensors, bytes } = trainer.memory();
    return { tensors: tensors + team.alive, bytes };
  },
});
