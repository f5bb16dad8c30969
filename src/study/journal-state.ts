import type { ErrorRecord } from './errors';
import type {
  Development,
  Evaluation,
  Importance,
  JournalEvent,
  OuterFold,
  SearchEnd,
  StepComparison,
  Trial,
} from './events';
import type { Association } from './results/association';
import { type Ensemble, type EnsembleMember, sameMembers } from './results/ensemble';
import type { Explanation } from './results/explanation';
import type { External } from './results/external';
import type { FirstAnswer } from './results/first-answer';
import type { Probe } from './results/probe';
import type { Selection } from './results/selection';
import type { Subgroup } from './results/subgroup';
import type { BackendName, Metric, Study } from './schema';
import type { Config } from './space';
import { TrialsDraft } from './trials-draft';

/** A fold that was done once more takes its own place. */
function withOuter(outers: JournalState['outers'], one: JournalState['outers'][number]) {
  const at = outers.findIndex(({ fold }) => fold.outer === one.fold.outer);
  return at < 0 ? [...outers, one] : outers.with(at, one);
}

/** Milliseconds since the epoch; `to` is null while it lasts. */
export interface Pause {
  from: number;
  to: number | null;
}

const begun = (pauses: Pause[], at: number): Pause[] =>
  pauses.at(-1)?.to === null ? pauses : [...pauses, { from: at, to: null }];

const over = (pauses: Pause[], to: number): Pause[] => pauses.map((p) => (p.to === null ? { ...p, to } : p));

/** What the journal says so far. Made only by replay; nothing else holds results. */
export interface JournalState {
  /** Number of the newest search; 0 before the first. */
  search: number;
  phase: 'none' | 'running' | 'paused' | 'finished' | 'interrupted';
  /** Why the newest search ended; null while it has not. */
  ended: SearchEnd | null;
  /** The Study as it was when the newest search began, under the budget it has now. */
  study: Study | null;
  backend: BackendName | null;
  adapter: string;
  planned: number;
  /** Of the newest search; null in journals of earlier versions. */
  development: Development | null;
  /** What was said before all rows of `search` were prepared, which may not have begun yet: no result of the study. */
  first: { search: number; answer: FirstAnswer } | null;
  /** Trials of the newest search, in the order they began, after those it has kept of earlier ones. */
  trials: Trial[];
  /** When nothing worked on the newest search: paused, ended, or the page was away. The last may be open. */
  pauses: Pause[];
  /** What picking the best of the trials so far is worth; absent until the search has ended, and in older journals. */
  selection: Selection | null;
  /** Which of the trials so far predict better together; null where it was not judged, or before the search has ended. */
  ensemble: Ensemble | null;
  /** Configurations that were given to the newest search by hand, tried ones among them. */
  queued: Config[];
  testOpened: number;
  /** `members`: the trials whose models predicted together, the best one alone among them where it did so alone. */
  evaluation: {
    search: number;
    trial: number;
    members: EnsembleMember[];
    evaluation: Evaluation;
    blob: string;
  } | null;
  /** Outer folds of the newest search that are done; what ended without a model has no `blob`. */
  outers: { fold: OuterFold; blob: string | null; error?: ErrorRecord }[];
  /** Of the evaluated model, the newest of each column. */
  subgroups: Subgroup[];
  importances: Importance[] | null;
  /** Beside the importances; absent in journals of earlier versions. */
  explanation: Explanation | null;
  /** Odds ratios of the newest search's study. */
  association: Association | null;
  /** Other hospitals that the evaluated model has met: the newest result of each file. */
  externals: External[];
  /** Every probe that was ever made in this study. */
  probes: Probe[];
  /** Every comparison of a step that was ever made in this study: each is a trial looked at. */
  comparisons: StepComparison[];
  startedAt: number;
  lastAt: number;
}

export const emptyJournal = (): JournalState => ({
  search: 0,
  phase: 'none',
  ended: null,
  study: null,
  backend: null,
  adapter: '',
  planned: 0,
  development: null,
  first: null,
  trials: [],
  pauses: [],
  selection: null,
  ensemble: null,
  queued: [],
  testOpened: 0,
  evaluation: null,
  outers: [],
  subgroups: [],
  importances: null,
  explanation: null,
  association: null,
  externals: [],
  probes: [],
  comparisons: [],
  startedAt: 0,
  lastAt: 0,
});

/** The one reducer. Returns a new state; trials untouched by the event keep their identity. */
export const reduceJournal = (state: JournalState, event: JournalEvent): JournalState =>
  reduceEvents(state, [event]);

/** What reducing events one by one gives, at a cost that grows with the events and not with what is there already. */
export function reduceEvents(state: JournalState, events: readonly JournalEvent[]): JournalState {
  const trials = new TrialsDraft(state.trials);
  let rest: Rest = state;
  for (const event of events) rest = reduceOne(rest, trials, event);
  return rest === state ? state : { ...rest, trials: trials.done() };
}

/** All but the trials, which are in a draft while events are applied. */
type Rest = Omit<JournalState, 'trials'>;

function reduceOne(state: Rest, trials: TrialsDraft, event: JournalEvent): Rest {
  // A comparison belongs to the study, not to a search, and says nothing of how long the search took.
  if (event.type === 'step.compared')
    return { ...state, comparisons: [...state.comparisons, event.comparison] };
  if (event.type === 'probed') return { ...state, probes: [...state.probes, event.probe] };
  // It comes before the search that it belongs to, and is none of the work of the one before.
  if (event.type === 'first.answered')
    return { ...state, first: { search: event.search, answer: event.answer } };
  const next = { ...state, lastAt: event.at };
  // What still comes of an older search, such as an evaluation that a new search overtook, is not this one's. That
  // the test set was opened counts for the study.
  const ofStudy = event.type === 'search.started' || event.type === 'test.opened';
  if (!ofStudy && event.search !== state.search) return state;
  switch (event.type) {
    case 'search.started':
      trials.clear(event.warm ? isSettled : undefined);
      return {
        ...next,
        search: event.search,
        phase: 'running',
        ended: null,
        study: event.study,
        backend: event.backend,
        adapter: event.adapter,
        planned: event.planned,
        development: event.development ?? null,
        first: state.first?.search === event.search ? state.first : null,
        pauses: [],
        selection: null,
        ensemble: null,
        queued: [],
        evaluation: null,
        outers: [],
        subgroups: [],
        importances: null,
        explanation: null,
        association: null,
        externals: [],
        startedAt: event.at,
      };
    case 'trial.started': {
      const { search, trial, config, why, from, at } = event;
      const fresh: Trial = { search, trial, config, state: 'running', points: [] };
      // When it ran elsewhere nobody here knows.
      if (!from) fresh.startedAt = at;
      if (why) fresh.why = why;
      if (from) fresh.from = from;
      trials.start(fresh);
      // One by hand may come when the budget is used up; one from a cluster costs nothing of it.
      next.planned = from ? state.planned + 1 : Math.max(state.planned, event.trial + 1);
      break;
    }
    case 'trial.epochs':
      trials.append(event.trial, event.points);
      break;
    case 'trial.finished': {
      const { score, seconds, blob, shape, at } = event;
      trials.change(event.trial, {
        state: 'finished',
        score,
        seconds,
        ...(blob !== undefined && { blob }),
        ...(shape && { shape }),
        endedAt: at,
      });
      // What has no weights here was not among those that the winner was picked from.
      if (blob !== undefined) {
        next.selection = null;
        next.ensemble = null;
      }
      break;
    }
    case 'trial.failed': {
      const { error, seconds, at } = event;
      trials.change(event.trial, { state: 'failed', error, seconds, endedAt: at });
      break;
    }
    case 'trial.pruned': {
      const { pruned, seconds, shape, at } = event;
      trials.change(event.trial, { state: 'pruned', pruned, seconds, ...(shape && { shape }), endedAt: at });
      break;
    }
    case 'search.extended':
      if (state.study)
        next.study = { ...state.study, search: { ...state.study.search, budget: event.budget } };
      next.planned = event.planned;
      // They repeat a search of fewer trials.
      next.outers = [];
      break;
    case 'trial.queued':
      next.queued = [...state.queued, event.config];
      next.outers = [];
      break;
    case 'search.paused':
      next.phase = 'paused';
      next.pauses = begun(state.pauses, event.at);
      break;
    case 'search.resumed':
      next.phase = 'running';
      // Where no pause was told, the page went away after the last line.
      next.pauses = over(begun(state.pauses, state.lastAt), event.at);
      next.ended = null;
      break;
    case 'search.finished':
      next.phase = 'finished';
      next.ended = event.reason;
      next.pauses = begun(state.pauses, event.at);
      trials.interrupt();
      break;
    case 'selected':
      next.selection = event.selection;
      break;
    case 'ensembled':
      next.ensemble = event.ensemble;
      break;
    case 'test.opened':
      next.testOpened = event.count;
      break;
    case 'evaluated': {
      const members = event.members ?? [{ trial: event.trial, weight: 1 }];
      next.evaluation = {
        search: event.search,
        trial: event.trial,
        members,
        evaluation: event.evaluation,
        blob: event.blob,
      };
      // They were measured on the model that was evaluated then.
      if (event.trial !== state.evaluation?.trial || !sameMembers(members, state.evaluation.members))
        Object.assign(next, { importances: null, explanation: null, externals: [] });
      next.subgroups = [];
      break;
    }
    case 'explained':
      next.importances = event.importances;
      next.explanation = event.explanation ?? null;
      break;
    case 'associated':
      next.association = event.association;
      break;
    case 'outer.finished':
      next.outers = withOuter(state.outers, { fold: event.fold, blob: event.blob });
      break;
    case 'outer.failed':
      next.outers = withOuter(state.outers, { fold: event.fold, blob: null, error: event.error });
      break;
    case 'subgrouped':
      next.subgroups = [
        ...state.subgroups.filter(({ column }) => column !== event.subgroup.column),
        event.subgroup,
      ];
      break;
    case 'validated':
      // The same file once more, mapped otherwise or with an update: the newest is shown, the journal keeps both.
      next.externals = [
        ...state.externals.filter(({ sha256 }) => sha256 !== event.external.sha256),
        event.external,
      ];
      break;
    case 'exported':
    case 'reported':
      break;
  }
  return next;
}

/** It has come to an end, whatever that was. */
export const isSettled = ({ state }: Trial): boolean => state !== 'running' && state !== 'interrupted';

/** A replayed journal: what was running when the page went away is interrupted now. */
export const replayJournal = (events: readonly JournalEvent[]): JournalState =>
  interrupted(reduceEvents(emptyJournal(), events));

/** The state when nothing works on the search any more. */
export function interrupted(state: JournalState): JournalState {
  if (state.phase !== 'running' && state.phase !== 'paused') return state;
  return {
    ...state,
    phase: 'interrupted',
    trials: state.trials.map((t) => (t.state === 'running' ? { ...t, state: 'interrupted' } : t)),
  };
}

/** True where a larger value of the metric is better. */
export const higherIsBetter = (metric: Metric): boolean => metric === 'auroc';

/** Whether it was trained on this page, so that its weights are here and a model can be made of it. */
export const isTrainedHere = ({ from }: Trial): boolean => from === undefined;

/** The best trial that a model can be made of, whatever was found elsewhere. */
export const winningTrial = (trials: readonly Trial[], metric: Metric): Trial | undefined =>
  leaderboard(trials.filter(isTrainedHere), metric)[0];

/** Finished trials, best first. */
export function leaderboard(trials: readonly Trial[], metric: Metric): Trial[] {
  const sign = higherIsBetter(metric) ? -1 : 1;
  return trials
    .filter((t) => t.state === 'finished' && t.score)
    .sort((a, b) => sign * (a.score!.metric - b.score!.metric) || a.trial - b.trial);
}
