import { BenchsideError, errorRecord } from '../../study/errors';
import type { NetGroup, NetJob, Rows } from '../../train/trainer';
import { type CallOptions, type Port, WorkerClient } from '../worker-client';
import type { HelperApi, SentJob, SentRows, Values } from './api';

/** Rows that a helper holds beyond those in training: the folds of some pipelines of a table. */
const SHELF_BYTES = 2 ** 28;
/** A helper that has died or failed to start so often is done without. */
const MOST_DEATHS = 2;

/** A copy of its own numbers alone, to be handed over: a view would take its whole buffer along. */
const copied = (values: Values): Values => values.slice();

/** What the helpers' ends are for a trial: it can be tried again. */
const died = () => new BenchsideError('worker.crashed', {}, 'trial');

/**
 * One helper as the engine sees it. It starts when it is woken, and a trial never waits for that. What it holds of
 * rows is known here by identity, so that trials on the same folds send nothing but their configuration.
 */
export class Lane {
  private readonly client: WorkerClient<HelperApi>;
  private state: 'off' | 'starting' | 'ready' = 'off';
  private waking: Promise<void> = Promise.resolve();
  private deaths = 0;
  /** Which of the helpers, one after the other: groups of one that died do not speak to the next. */
  private life = 0;
  private groups = 0;
  private numbers = 0;
  /** In the order of their last use. */
  private readonly held = new Map<Values, number>();

  constructor(start: () => Port) {
    this.client = new WorkerClient<HelperApi>(
      start,
      () => {},
      () => {
        this.deaths++;
        this.forget();
      },
    );
  }

  get ready(): boolean {
    return this.state === 'ready';
  }

  /** Starts the helper; resolves when it is ready or has failed to be. */
  wake(): Promise<void> {
    if (this.state === 'off' && this.deaths < MOST_DEATHS) this.waking = this.greet();
    return this.waking;
  }

  /** Ends the helper; it can be woken again. */
  end(): void {
    this.client.end();
    this.forget();
  }

  /**
   * Nets in training in the helper; only when `ready`. Throws, here and in all that the group does,
   * `worker.crashed` where the helper has died.
   */
  async start(jobs: readonly NetJob[]): Promise<NetGroup> {
    const { life } = this;
    const group = ++this.groups;
    const call = async <K extends keyof HelperApi>(
      name: K,
      body: HelperApi[K][0],
      options?: CallOptions,
    ): Promise<HelperApi[K][1]> => {
      if (this.life !== life) throw died();
      try {
        return await this.client.call(name, body, options);
      } catch (thrown) {
        throw errorRecord(thrown).code === 'worker.crashed' ? died() : thrown;
      }
    };
    /** What is not waited for: the next call says what became of it. */
    const tell = (name: 'keepBest' | 'dispose') => void call(name, { group }).catch(() => {});

    const values: [number, Values][] = [];
    const sent = jobs.map((job) => this.sent(job, values));
    const transfer = values.map(([, { buffer }]) => buffer as ArrayBuffer);
    try {
      await call('start', { group, jobs: sent, values, drop: this.surplus() }, { transfer });
    } catch (thrown) {
      // Whether they have come through nobody knows: they will be sent again.
      const lost = new Set(values.map(([number]) => number));
      for (const [of, number] of this.held) if (lost.has(number)) this.held.delete(of);
      throw thrown;
    }
    let disposed = false;
    return {
      epoch: (epoch, signal) => call('epoch', { group, epoch }, { signal }),
      keepBest: () => tell('keepBest'),
      weights: (which) => call('weights', { group, which }),
      dispose() {
        if (!disposed) tell('dispose');
        disposed = true;
      },
    };
  }

  private async greet(): Promise<void> {
    this.state = 'starting';
    const { life } = this;
    try {
      await this.client.call('hello', null);
      if (this.life === life) this.state = 'ready';
    } catch {
      // Otherwise it has died, which is counted, or was ended.
      if (this.life !== life) return;
      this.deaths++;
      this.end();
    }
  }

  private forget(): void {
    this.life++;
    this.state = 'off';
    this.held.clear();
  }

  private sent({ train, valid, ...job }: NetJob, values: [number, Values][]): SentJob {
    const rows = ({ n, d, x, y, w, at }: Rows): SentRows => ({
      ...{ n, d, x: this.numberOf(x, values), y: this.numberOf(y, values) },
      ...(w && { w: this.numberOf(w, values) }),
      ...(at && { at: this.numberOf(at, values) }),
    });
    return { ...job, train: rows(train), valid: rows(valid) };
  }

  private numberOf(of: Values, values: [number, Values][]): number {
    const known = this.held.get(of);
    const number = known ?? ++this.numbers;
    if (known === undefined) values.push([number, copied(of)]);
    this.held.delete(of);
    this.held.set(of, number);
    return number;
  }

  /** What lay unused longest, beyond what a helper holds. Nets in training have their rows besides. */
  private surplus(): number[] {
    const dropped: number[] = [];
    let bytes = [...this.held.keys()].reduce((sum, { byteLength }) => sum + byteLength, 0);
    for (const [values, number] of this.held) {
      if (bytes <= SHELF_BYTES) break;
      bytes -= values.byteLength;
      this.held.delete(values);
      dropped.push(number);
    }
    return dropped;
  }
}
