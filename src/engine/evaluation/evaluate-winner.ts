import type { FeatureMaker } from '../../prep/image/encode';
import { isOuter } from '../../split/make-parts';
import { schemeOf } from '../../split/scheme';
import type { Ctx } from '../../study/context';
import type { Evaluation } from '../../study/events';
import type { Study } from '../../study/schema';
import type { Trainer } from '../../train/trainer';
import { thresholdOf, type Winner } from '../finish';
import type { Session } from '../session';
import { evaluateTested, outerOf } from './evaluate-tested';
import { runOuterFolds } from './outer';
import { testModel } from './test-model';

interface EvaluateRun extends Pick<Ctx, 'signal' | 'report' | 'clock'> {
  session: Session;
  best: Winner;
  trainer: Trainer;
  makerFor(trainer: Trainer, study: Study): FeatureMaker | null;
}

/**
 * Opens the test set for the winner, or tests the search's procedure fold by fold where every row is tested in its
 * turn. That it was looked at is counted in the journal just before anybody can see a number of it.
 */
export async function evaluateWinner(run: EvaluateRun): Promise<Evaluation> {
  const { session, best, trainer, signal, report, clock } = run;
  const { journal } = session;
  const { study, ready, trial, trials: parts } = best;
  const { search, testOpened, trials } = journal.state;
  const opened = { type: 'test.opened' as const, search, trial: trial.trial, count: testOpened + 1 };
  const maker = run.makerFor(trainer, study);
  const outer = isOuter(study.split.test);
  if (!outer) await journal.append(opened);
  const tested = outer
    ? {
        ...(await runOuterFolds({
          // The procedure is tested, and it tries the steps anew.
          study: { ...study, steps: journal.state.study?.steps ?? study.steps },
          ...{ ready, trials, journal, trainer, maker, clock, signal, report },
          readyFor: (other) => session.readyApart(other),
        })),
        threshold: thresholdOf(best),
      }
    : (await testModel(best, trainer, { signal, report, maker })).tested;
  if (outer) await journal.append(opened);
  const evaluation = await evaluateTested(
    ready,
    study,
    tested,
    schemeOf(study.split),
    outerOf(study, journal.state.outers),
  );
  const blob = await journal.putBlob(`test-${search}-${trial.trial}`, tested);
  await journal.append({
    type: 'evaluated',
    search,
    trial: trial.trial,
    ...(parts.length > 1 && { members: parts.map(({ trial: { trial }, weight }) => ({ trial, weight })) }),
    evaluation,
    blob,
  });
  return evaluation;
}
