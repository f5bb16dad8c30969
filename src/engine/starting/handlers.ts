import { nameResult } from '../../data/name-columns';
import type { ReadResult } from '../../data/profile-types';
import { readBundle } from '../../export/bundle';
import { neededInputs } from '../../export/can-be-missing';
import { BenchsideError, fromRecord } from '../../study/errors';
import { changedMapping, factsOf, proposeMapping } from '../external/mapping';
import type { Joining } from '../joining';
import type { Session } from '../session';
import { cardOf } from '../using/handlers';
import type { Handlers } from '../worker-host';
import type { StartApi } from './api';
import { type Beside, reviewStart } from './review-start';
import { startStudy } from './start-study';
import { templateSource } from './template-columns';

/** What the handlers need of the worker they run in. */
export interface StartHost {
  session: Session;
  joining: Joining;
}

export function startHandlers({ session, joining }: StartHost): Handlers<StartApi> {
  let held: (Beside & { result: ReadResult }) | null = null;
  const here = () => {
    if (!held) throw new BenchsideError('sites.filesAgain');
    return held;
  };

  return {
    async lookIntoBundle({ zip }) {
      const { predictor, study } = await readBundle(zip);
      const { inputs, development } = predictor;
      return {
        card: cardOf({ predictor, needed: neededInputs(predictor) }),
        template: { study, known: { inputs, ...(development && { development }) } },
      };
    },
    startPropose({ result: read, template, site }) {
      const { names } = template.study;
      const named = read.nameless && names?.length === read.table.columns.length;
      const result = named ? nameResult(read, names) : read;
      const model = templateSource(template);
      const facts = factsOf(result, site);
      held = { template, model, result, table: result.table, facts };
      return reviewStart(held, proposeMapping(model, facts));
    },
    startReview({ sources, propose }) {
      const now = here();
      return reviewStart(now, changedMapping(now.model, now.facts, sources[1], propose));
    },
    async startAdopt({ sources, id }) {
      const now = here();
      const mapping = changedMapping(now.model, now.facts, sources[1]);
      const [problem] = reviewStart(now, mapping).problems;
      if (problem) throw fromRecord(problem);
      const { study, result } = await startStudy(now.template, now.result, mapping[1], id);
      await session.adopt(study, result.table);
      joining.hold(result);
      held = null;
      return { study, profile: session.profile(study.columns) };
    },
  };
}
