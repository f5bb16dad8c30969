import type { Clock } from '../study/context';
import { BenchsideError } from '../study/errors';
import type { BackendName, Study } from '../study/schema';
import { openTrainer } from '../train/open-trainer';
import { chooseBackend, selfTest } from '../train/self-test';
import type { BackendReport, Trainer } from '../train/trainer';
import { type Team, withTeam } from './team/team';

/** The trainers of this worker: each backend is opened once, after the self-test has found it right. */
export class Trainers {
  private reports: Promise<BackendReport[]> | null = null;
  private readonly open = new Map<BackendName, Promise<Trainer>>();

  /** `team`: shares what WebAssembly trains with other cores. */
  constructor(
    private readonly clock: Clock,
    private readonly team: Team | null = null,
  ) {}

  test(force: boolean): Promise<BackendReport[]> {
    const reports = (!force && this.reports) || selfTest(this.clock);
    this.reports = reports;
    return reports;
  }

  async choose(wanted: Study['backend']): Promise<BackendName> {
    const reports = await this.test(false);
    if (wanted === 'auto') return chooseBackend(reports);
    const report = reports.find((r) => r.backend === wanted);
    // Asked for by hand, a software adapter will do: it is right, only slow.
    if (!report?.available || !report.gradientsRight)
      throw new BenchsideError('train.backend', { backend: wanted });
    return wanted;
  }

  async for(wanted: Study['backend']): Promise<Trainer> {
    const backend = await this.choose(wanted);
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
