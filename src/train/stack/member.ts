import type { Device } from '../device';
import type { Tensor } from '../kernels';
import { initialWeights, type Layout, layoutOf } from '../layout';
import type { DenseJob, EpochResult, NetGroup, Weights } from '../trainer';
import type { Pack } from './pack';
import { freeState, freshState, type NetsState } from './stack-adam';
import { padded, paddedOf, unpadded } from './stack-shape';

/** An epoch that is asked for. */
export interface Asked {
  epoch: number;
  signal: AbortSignal;
  pause?: () => Promise<void>;
}

/** Where members are advanced. */
interface Host {
  epoch(member: Member, asked: Asked): Promise<EpochResult[]>;
  /** It was disposed. */
  left(member: Member): void;
}

/**
 * The nets of one trial as its owner sees them: a group like any other, although others may be advanced with it.
 * What the device knows of them is their own, or lies in a pack.
 */
export class Member implements NetGroup {
  private readonly layout: Layout;
  private own: NetsState | null;
  private pack: Pack<Member> | null = null;
  private best: Tensor | null = null;
  disposed = false;

  constructor(
    private readonly device: Device,
    private readonly host: Host,
    /** In the order in which members joined. */
    readonly number: number,
    readonly jobs: readonly DenseJob[],
  ) {
    this.layout = layoutOf(paddedOf(jobs[0].spec));
    const { size } = this.layout;
    const parameters = new Float32Array(jobs.length * size);
    jobs.forEach(({ spec, initial, key }, net) => {
      parameters.set(padded(spec, this.layout, initial ?? initialWeights(spec, key)), net * size);
    });
    this.own = freshState(device.k, parameters, jobs.length);
  }

  epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult[]> {
    return this.host.epoch(this, { epoch, signal, pause });
  }

  keepBest(): void {
    const before = this.best;
    this.best = this.parameters();
    if (before) this.device.k.free(before);
  }

  async weights(which: 'current' | 'best'): Promise<Weights[]> {
    const { k } = this.device;
    const tensor = which === 'best' && this.best ? k.hold(this.best) : this.parameters();
    try {
      const all = await this.device.read(tensor);
      const { size } = this.layout;
      return this.jobs.map(({ spec }, net) =>
        unpadded(spec, this.layout, all.subarray(net * size, (net + 1) * size)),
      );
    } finally {
      k.free(tensor);
    }
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    if (this.best) this.device.k.free(this.best);
    if (this.own) freeState(this.device.k, this.own);
    this.best = null;
    this.own = null;
    this.host.left(this);
  }

  /** Its state goes into a pack. */
  give(): NetsState {
    if (!this.own) throw new Error('a member that lies in a pack already');
    return this.own;
  }

  /** Lies in a pack from now on. */
  entered(pack: Pack<Member>): void {
    this.own = null;
    this.pack = pack;
  }

  /** The pack is about to be dissolved: what is its own comes back. */
  leave(): void {
    if (this.pack && !this.disposed) this.own = this.pack.stateOf(this);
    this.pack = null;
  }

  /** Of now, held. */
  private parameters(): Tensor {
    if (this.pack) return this.pack.parametersOf(this);
    if (this.own) return this.device.k.hold(this.own.parameters);
    throw new Error('a group that was disposed');
  }
}
