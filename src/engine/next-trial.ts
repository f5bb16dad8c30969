import { familyByName } from '../models/index';
import { fineTuningOf } from '../models/transfer';
import { strategyByName } from '../search/index';
import { keyOf } from '../search/points';
import type { Suggestion } from '../search/strategy';
import { isSettled, type JournalState } from '../study/journal-state';
import { defaultsOf } from '../study/params';
import { rng } from '../study/random';
import type { Config } from '../study/space';
import { defaultConfig, spaceOf } from '../study/steps-in-space';
import { handLeft, trialsLeft } from './budget';
import type { Ready } from './prepare';

/** A strategy that proposes what was tried already is asked again so many times before the search ends. */
const PATIENCE = 10;

/**
 * What is tried next: what was cut off, then what was given by hand, then what the strategy suggests, which is never
 * what was tried or is `atWork`.
 */
export function nextTrial(
  state: JournalState,
  ready: Ready,
  atWork: ReadonlySet<number>,
): (Suggestion & { trial: number }) | undefined {
  const { study, trials } = state;
  if (!study) return undefined;
  const cut = trials.find((trial) => !isSettled(trial) && !atWork.has(trial.trial));
  if (cut) return { ...cut.config, trial: cut.trial, ...(cut.why && { why: cut.why }) };
  const next = { trial: trials.length };
  const hand = handLeft(state)[handAtWork(state, atWork)];
  if (hand) return { ...hand, ...next, why: { code: 'hand', details: {} } };
  const { strategy, start, metric } = study.search;
  const space = spaceOf(study);
  const tried = new Set(trials.map(({ config }) => keyOf(config)));
  const strategist = strategyByName(strategy);
  const first = Object.keys(start && !strategist.byHand ? space : {})
    .map((family) => defaultConfig(study, family, defaultsOf(familyByName(family).params)))
    .find((config) => !tried.has(keyOf(config)));
  if (first) return { ...first, ...next };
  const about = {
    rows: ready.parts.dev.length,
    classes: ready.target.classes.length,
    kind: ready.target.kind,
    metric,
    budgetLeft: trialsLeft(state) - atWork.size,
  };
  for (let again = 0; again < PATIENCE; again++) {
    // The first time as it ever was, so that a search begun before goes on as it would have.
    const stream = rng(study.seed, 'strategy', trials.length, ...(again > 0 ? [again] : []));
    const [suggested] = strategist.suggest(space, trials, about, stream);
    if (!suggested) return undefined;
    if (!tried.has(keyOf(suggested))) return { ...suggested, ...next };
  }
  return undefined;
}

/** Configurations by hand that are being tried now. */
export const handAtWork = ({ trials }: Pick<JournalState, 'trials'>, atWork: ReadonlySet<number>): number =>
  trials.filter(({ trial, why }) => atWork.has(trial) && why?.code === 'hand').length;

/** A net of pictures fills a GPU by itself: beside others it would gain nothing, and need memory. */
export function runsAlone({ family, params }: Config): boolean {
  const { reads } = familyByName(family);
  return reads === 'picture' || (reads === 'features' && fineTuningOf(params) !== null);
}
