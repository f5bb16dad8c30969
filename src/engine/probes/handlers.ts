import { ofTable } from '../../prep/image/partition';
import type { Progress } from '../../study/context';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { ProbeApi } from './api';
import { leakProbe } from './leak';
import { permutationProbe, shortcutProbe } from './probes';

export const probeHandlers = (session: Session): Handlers<ProbeApi> => ({
  async probe({ study, question }, { signal, emit }) {
    const run = { signal, report: (progress: Progress) => emit({ progress }) };
    const ready = session.ready(study);
    const table = ofTable(study);
    const asked = {
      metadata: () => shortcutProbe(ready, session.tableFor(study), table, 'metadata', run),
      borders: () => shortcutProbe(ready, session.tableFor(study), table, 'borders', run),
      permutation: () => permutationProbe(ready, table, run),
      leak: () => leakProbe(ready, session.tableFor(study), table, run, session.alikeIn(study)),
    };
    const probe = await asked[question]();
    await session.journal.append({ type: 'probed', search: session.journal.state.search, probe });
    return probe;
  },
});
