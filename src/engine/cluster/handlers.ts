import { writeClusterProject } from '../../export/cluster/project';
import { eventsOf, readResults } from '../../export/cluster/read-results';
import type { ResultTrial } from '../../export/cluster/results-schema';
import { familiesFor } from '../../models/index';
import type { Progress } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import type { Study } from '../../study/schema';
import { checkConfig } from '../control/handlers';
import type { Session } from '../session';
import type { Handlers } from '../worker-host';
import type { ClusterApi } from './api';
import { clusterPlan, collectProject } from './collect';

/** Throws `cluster.broken` for a configuration that no family here can have: the first trial's line is 2. */
function checkConfigs(results: readonly ResultTrial[], study: Study): void {
  const families = familiesFor(study.images ? 'picture' : 'table').map(({ name }) => name);
  for (const [at, { config }] of results.entries())
    try {
      if (!families.includes(config.family)) throw new BenchsideError('cluster.broken');
      checkConfig(config, study);
    } catch {
      throw new BenchsideError('cluster.broken', { line: at + 2 });
    }
}

export const clusterHandlers = (session: Pick<Session, 'journal' | 'ready'>): Handlers<ClusterApi> => ({
  clusterPlan: () => clusterPlan(session.journal.state),
  async clusterProject({ rowsMayLeave }, { signal, emit }) {
    const { journal } = session;
    const run = { signal, report: (progress: Progress) => emit({ progress }) };
    const project = await collectProject(journal.state, (study) => session.ready(study), rowsMayLeave, run);
    return writeClusterProject(project);
  },
  async openResults({ file }) {
    const { journal } = session;
    const { study } = journal.state;
    if (!study) throw new BenchsideError('cluster.noStudy');
    const results = await readResults(file, study);
    checkConfigs(results, study);
    const known = new Set(journal.state.trials.flatMap(({ from }) => (from ? [from.id] : [])));
    let added = 0;
    for (const result of results) {
      if (known.has(result.id)) continue;
      known.add(result.id);
      const { search, trials } = journal.state;
      // All of a trial at once: a search at work takes its numbers from the same journal.
      for (const event of eventsOf(result, search, trials.length)) void journal.append(event);
      added++;
    }
    await journal.written();
    return { added, known: results.length - added };
  },
});
