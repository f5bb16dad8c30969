import type { Clock } from '../study/context';
import { BenchsideError } from '../study/errors';
import type { BackendName, Study } from '../study/schema';
import { chooseBackend, type Workload } from '../train/choose-backend';
import { openTrainer } from '../train/open-trainer';
import { selfTest, withAsked, withPictureSpeed } from '../train/self-test';
import type { BackendReport, Trainer } from '../train/trainer';
import { type Team, withTeam } from './team/team';

/** The trainers of this worker: each backend is opened once, after the self-test has found it right. */
export class Trainers {
  private reports: Promise<BackendReport[]> | null = null;
  /** Whether they say how fast pictures are trained on. */
  private pictured = false;
  private readonly open = new Map<BackendName, Promise<Trainer>>();

  /** `team`: shares what WebAssembly trains with other cores. */
  constructor(
    private readonly clock: Clock,
    private readonly team: Team | null = null,
  ) {}

  /**
   * What is known of each backend; `work` says whether pictures have to be measured, `wanted` which is asked for by hand.
   * Tested anew with `force`, pictures, software GPUs and all.
   */
  test(
    work: Workload,
    force = false,
    wanted: Study['backend'] | undefined = 'auto',
  ): Promise<BackendReport[]> {
    let known = (!force && this.reports) || selfTest(this.clock, this.team?.size, force);
    if (force || (work !== 'table' && !this.pictured)) {
      known = known.then((all) => withPictureSpeed(all, this.clock));
      this.pictured = true;
    }
    if (wanted !== 'auto') known = known.then((all) => withAsked(all, wanted, this.clock));
    this.reports = known;
    return known;
  }

  async choose(wanted: Study['backend'], work: Workload): Promise<BackendName> {
    const reports = await this.test(work, false, wanted);
    if (wanted === 'auto') return chooseBackend(reports, work);
    const report = reports.find((r) => r.backend === wanted);
    // Asked for by hand, a software adapter will do: it is right, only slow.
    if (!report?.available || !report.gradientsRight)
      throw new BenchsideError('train.backend', { backend: wanted });
    return wanted;
  }

  /** `work`: what it shall do; it matters where no backend is `wanted`. */
  async for(wanted: Study['backend'], work: Workload = 'table'): Promise<Trainer> {
    const backend = await this.choose(wanted, wanted === 'auto' ? work : 'table');
    // Ready by the time that there is work.
    if (backend === 'wasm') void this.team?.wake();
    const trainer = this.open.get(backend) ?? this.opened(backend);
    this.open.set(backend, trainer);
    // A start that failed may succeed the next time it is asked for.
    trainer.catch(() => this.open.delete(backend));
    return trainer;
  }

  private async opened(backend: BackendName): Promise<Trainer> {
    const trainer = await openTrainer(backend);
    return backend === 'wasm' && this.team ? withTeam(trainer, this.team) : trainer;
  }
}
