import { BenchsideError } from '../../study/errors';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { ReportApi } from './api';
import { reportFacts } from './facts';

export const reportHandlers = (session: Session): Handlers<ReportApi> => ({
  reportFacts: () => reportFacts(session),
  async reported() {
    const { search, evaluation } = session.journal.state;
    if (!evaluation) throw new BenchsideError('evaluate.noModel');
    await session.journal.append({ type: 'reported', search, trial: evaluation.trial });
    return null;
  },
});
