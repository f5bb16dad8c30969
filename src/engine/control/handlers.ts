import { familyByName } from '../../models/index';
import { BenchsideError } from '../../study/errors';
import { isTrainedHere } from '../../study/journal-state';
import { invalidParam } from '../../study/params';
import type { Study } from '../../study/schema';
import { type Config, canTake } from '../../study/space';
import { searchedSteps } from '../../study/steps-combined';
import { plannedTrials } from '../budget';
import type { Gate } from '../gate';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { ControlApi } from './api';

/**
 * Throws `search.badValue` for the first value that the family cannot take, and for a name that neither it nor what is
 * searched of the study's steps knows.
 */
export function checkConfig({ family, params }: Config, study: Pick<Study, 'steps' | 'search'>): void {
  const declared = new Map(familyByName(family).params.map((param) => [param.key, param]));
  const searched = searchedSteps(study);
  for (const [parameter, value] of Object.entries(params)) {
    if (Object.hasOwn(searched, parameter) && canTake(searched[parameter], value)) continue;
    const param = declared.get(parameter);
    const wrong = param
      ? invalidParam(param, value)
      : { wanted: [...declared.keys()].join(' | '), got: parameter };
    if (wrong) throw new BenchsideError('search.badValue', { family, parameter, ...wrong });
  }
}

interface ControlHost {
  session: Pick<Session, 'journal'>;
  /** Of the search at work, or null. */
  gate(): Gate | null;
}

export function controlHandlers({ session, gate }: ControlHost): Handlers<ControlApi> {
  /** Whether the search at work has heard of it. One that has just ended, as its journal says, has not. */
  const told = (): { active: boolean } => {
    const { phase } = session.journal.state;
    const active = gate() !== null && (phase === 'running' || phase === 'paused');
    if (active) gate()?.decide();
    return { active };
  };
  return {
    async extend({ budget }) {
      const { journal } = session;
      const { study, search, trials } = journal.state;
      if (!study) throw new BenchsideError('train.noTrial');
      if (budget.trials < 1 || budget.minutes <= 0) throw new BenchsideError('budget.zero');
      const kept = trials.filter((trial) => trial.search !== search || !isTrainedHere(trial));
      const planned = plannedTrials({ ...study, search: { ...study.search, budget } }, kept);
      const written = journal.append({
        type: 'search.extended',
        search,
        budget,
        planned: Math.max(planned, trials.length),
      });
      const answer = told();
      await written;
      return answer;
    },
    async queueTrial({ config }) {
      const { journal } = session;
      if (!journal.state.study) throw new BenchsideError('train.noTrial');
      checkConfig(config, journal.state.study);
      const written = journal.append({ type: 'trial.queued', search: journal.state.search, config });
      const answer = told();
      await written;
      return answer;
    },
  };
}
