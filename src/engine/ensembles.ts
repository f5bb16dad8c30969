import type { Clock } from '../study/context';
import type { Study } from '../study/schema';
import { chooseEnsemble } from './choose-ensemble';
import type { Session } from './session';

/**
 * The choice of the newest search's ensemble: made once, in the background after the search, or when somebody asks for
 * a model that it would be of.
 */
export class Ensembles {
  private at: { key: string; done: Promise<void>; stop: AbortController } | null = null;

  constructor(
    private readonly session: Pick<Session, 'id' | 'journal' | 'ready'>,
    private readonly clock: Clock,
  ) {}

  /** Resolves when it stands in the journal, where `after` wants one and there is one to choose. */
  async chosen(after: Pick<Study['evaluation'], 'ensemble'> | undefined): Promise<void> {
    const { journal } = this.session;
    const { study, search, trials, ensemble } = journal.state;
    if (!study || ensemble || after?.ensemble !== 'auto') return;
    const key = JSON.stringify([
      this.session.id,
      search,
      trials.flatMap(({ trial, blob }) => (blob === undefined ? [] : [trial])),
    ]);
    if (this.at?.key !== key) {
      this.stop();
      const stop = new AbortController();
      const run = { study, ready: this.session.ready(study), journal, clock: this.clock };
      this.at = { key, stop, done: chooseEnsemble(run, stop.signal) };
    }
    await this.at.done;
  }

  /** Another search begins, or another study. */
  stop(): void {
    this.at?.stop.abort();
    this.at = null;
  }
}
