import type { Predictor } from '../../export/predictor';
import type { FeatureMaker } from '../../prep/image/encode';
import type { Progress } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Evaluation } from '../../study/events';
import { studyOfWinner } from '../../study/steps-in-space';
import type { Trainer } from '../../train/trainer';
import type { Winner } from '../finish';
import type { Session } from '../session';
import type { Call, Handlers } from '../worker-host';
import type { ExplainApi } from './api';
import { caseChoices, explainCase, explainInput } from './cases';
import { explainWinner } from './explain-winner';
import { oddsRatiosOf } from './odds';

interface Finished {
  best: Winner;
  trainer: Trainer;
  evaluation: Evaluation | null;
  predictor: Predictor;
  maker: FeatureMaker | null;
}

/** What the handlers need of the worker they run in. */
export interface ExplainHost {
  session: Session;
  /** The finished model of the newest search with the trainer that made it. */
  finished(call?: Partial<Call>): Promise<Finished>;
  searching(): boolean;
  /** The loaded model of the Use screen. */
  model(): Predictor | null;
  trainer(): Promise<Trainer>;
}

export function explainHandlers({
  session,
  finished,
  searching,
  model,
  trainer,
}: ExplainHost): Handlers<ExplainApi> {
  /** The newest finished model: one patient after another is asked about, and it takes a while to make. */
  let kept: { key: string; made: Promise<Finished> } | null = null;
  const opened = async (call: Partial<Call> = {}): Promise<Finished> => {
    const { evaluation, study, search } = session.journal.state;
    const key = JSON.stringify([
      session.id,
      search,
      evaluation?.trial,
      evaluation?.evaluation.plan,
      study?.evaluation,
    ]);
    if (kept?.key !== key) {
      const made = finished(call);
      kept = { key, made };
      made.catch(() => {
        if (kept?.made === made) kept = null;
      });
    }
    const found = await waited(kept.made, call.signal);
    // Nobody looks at single patients of a closed test set.
    if (!found.evaluation) throw new BenchsideError('evaluate.noModel');
    return found;
  };

  return {
    async explain(_, { signal, emit }) {
      if (searching()) throw new BenchsideError('evaluate.searching');
      const { journal } = session;
      const { search } = journal.state;
      const { best, predictor, trainer: own, evaluation, maker } = await finished({ signal, emit });
      if (!evaluation) throw new BenchsideError('evaluate.noModel');
      const report = (progress: Progress) => emit({ progress });
      const told = await explainWinner(best, predictor, own, { signal, report }, maker);
      await journal.append({ type: 'explained', search, trial: best.trial.trial, ...told });
      return told.importances;
    },
    async caseChoices({ limit }) {
      const { best, predictor, trainer: own } = await opened();
      return caseChoices(best, predictor, own, limit);
    },
    async explainCase({ row }, { signal, emit }) {
      const { best, predictor, trainer: own } = await opened({ signal, emit });
      const report = (progress: Progress) => emit({ progress });
      const ranked = session.journal.state.importances?.map(({ column }) => column);
      const names = ranked ?? [...best.ready.data.cols.keys()];
      return explainCase(best, predictor, own, row, names, { signal, report });
    },
    async explainInput({ rows: [row] }, { signal, emit }) {
      const loaded = model();
      if (!loaded) throw new BenchsideError('evaluate.noModel');
      const report = (progress: Progress) => emit({ progress });
      return explainInput(loaded, await trainer(), row, { signal, report });
    },
    async oddsRatios({ study: asked, missing }, { signal, emit }) {
      const { journal } = session;
      const study = studyOfWinner(journal.state) ?? asked;
      const report = (progress: Progress) => emit({ progress });
      const association = oddsRatiosOf(session.ready(study), study, missing, { signal, report });
      await journal.append({ type: 'associated', search: journal.state.search, association });
      return association;
    },
  };
}

/** Work that others may wait for too: who gives up waiting is let go at once. */
const waited = <T>(work: Promise<T>, signal?: AbortSignal): Promise<T> =>
  signal
    ? Promise.race([
        work,
        new Promise<never>((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason), { once: true });
        }),
      ])
    : work;
