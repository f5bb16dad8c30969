import { BenchsideError } from '../../study/errors';
import type { Tested } from '../evaluation/tested';
import { testedRows } from '../evaluation/tested-rows';
import type { Winner } from '../finish';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { CasesApi } from './api';
import { tableCases } from './table-cases';

interface CaseHost {
  session: Session;
  winner(): Promise<Winner>;
}

export const caseHandlers = ({ session, winner }: CaseHost): Handlers<CasesApi> => ({
  async tableCases(asked) {
    const { journal } = session;
    const { evaluation, importances } = journal.state;
    const blob = evaluation && (await journal.getBlob<Tested>(evaluation.blob));
    if (!blob) throw new BenchsideError('evaluate.noModel');
    const { ready, study } = await winner();
    return tableCases(ready, study, testedRows(blob), importances, asked);
  },
});
