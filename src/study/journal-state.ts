import type { ErrorRecord } from './errors';
import type {
  Evaluation,
  Importance,
  JournalEvent,
  OuterFold,
  SearchEnd,
  StepComparison,
  Trial,
} from './events';
import type { Association } from './results/association';
import type { Explanation } from './results/explanation';
import type { External } from './results/external';
import type { Probe } from './results/probe';
import type { Subgroup } from './results/subgroup';
import type { BackendName, Metric, Study } from './schema';
import type { Config } from './space';

/** A fold that was done once more takes its own place. */
function withOuter(outers: JournalState['outers'], one: JournalState['outers'][number]) {
  const at = outers.findIndex(({ fold }) => fold.outer === one.fold.outer);
  return at < 0 ? [...outers, one] : outers.with(at, one);
}

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
  /** Trials of the newest search, in the order they began, after those it has kept of earlier ones. */
  trials: Trial[];
  /** Configurations that were given to the newest search by hand, tried ones among them. */
  queued: Config[];
  testOpened: number;
  evaluation: { search: number; trial: number; evaluation: Evaluation; blob: string } | null;
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
  trials: [],
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
export function reduceJournal(state: JournalState, event: JournalEvent): JournalState {
  // A comparison belongs to the study, not to a search, and says nothing of how long the search took.
  if (event.type === 'step.compared')
    return { ...state, comparisons: [...state.comparisons, event.comparison] };
  if (event.type === 'probed') return { ...state, probes: [...state.probes, event.probe] };
  const next = { ...state, lastAt: event.at };
  const change = (trial: number, edit: (t: Trial) => Trial) => {
    next.trials = state.trials.map((t) => (t.trial === trial ? edit(t) : t));
  };
  // What still comes of an older search, such as an evaluation that a new search overtook, is not this one's. That
  // the test set was opened counts for the study.
  const ofStudy = event.type === 'search.started' || event.type === 'test.opened';
  if (!ofStudy && event.search !== state.search) return state;
  switch (event.type) {
    case 'search.started':
      return {
        ...next,
        search: event.search,
        phase: 'running',
        ended: null,
        study: event.study,
        backend: event.backend,
        adapter: event.adapter,
        planned: event.planned,
        trials: event.warm ? state.trials.filter(isSettled) : [],
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
      const { search, trial, config, why, at } = event;
      const fresh: Trial = { search, trial, config, state: 'running', points: [], startedAt: at };
      if (why) fresh.why = why;
      // A trial cut off by a reload starts again under its own number.
      next.trials = [...state.trials.filter((t) => t.trial !== trial), fresh];
      // One by hand may come when the budget is used up.
      next.planned = Math.max(state.planned, next.trials.length);
      break;
    }
    case 'trial.epochs':
      change(event.trial, (t) => ({ ...t, points: [...t.points, ...event.points] }));
      break;
    case 'trial.finished':
      change(event.trial, (t) => ({
        ...t,
        state: 'finished',
        score: event.score,
        seconds: event.seconds,
        blob: event.blob,
        endedAt: event.at,
      }));
      break;
    case 'trial.failed':
      change(event.trial, (t) => ({
        ...t,
        state: 'failed',
        error: event.error,
        seconds: event.seconds,
        endedAt: event.at,
      }));
      break;
    case 'trial.pruned':
      change(event.trial, (t) => ({
        ...t,
        state: 'pruned',
        pruned: event.pruned,
        seconds: event.seconds,
        endedAt: event.at,
      }));
      break;
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
      break;
    case 'search.resumed':
      next.phase = 'running';
      next.ended = null;
      break;
    case 'search.finished':
      next.phase = 'finished';
      next.ended = event.reason;
      next.trials = state.trials.map((t) => (t.state === 'running' ? { ...t, state: 'interrupted' } : t));
      break;
    case 'test.opened':
      next.testOpened = event.count;
      break;
    case 'evaluated':
      next.evaluation = {
        search: event.search,
        trial: event.trial,
        evaluation: event.evaluation,
        blob: event.blob,
      };
      // They were measured on the model that was evaluated then.
      if (event.trial !== state.evaluation?.trial)
        Object.assign(next, { importances: null, explanation: null, externals: [] });
      next.subgroups = [];
      break;
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
export const replayJournal = (events: JournalEvent[]): JournalState =>
  interrupted(events.reduce(reduceJournal, emptyJournal()));

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

/** Finished trials, best first. */
export function leaderboard(trials: Trial[], metric: Metric): Trial[] {
  const sign = higherIsBetter(metric) ? -1 : 1;
  return trials
    .filter((t) => t.state === 'finished' && t.score)
    .sort((a, b) => sign * (a.score!.metric - b.score!.metric) || a.trial - b.trial);
}
