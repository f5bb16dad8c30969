import type { Trial } from '../../study/events';
import type { JournalState } from '../../study/journal-state';

/** How far a search is and how long it will take. Seconds of work: pauses and nights between do not count. */
export interface Pace {
  settled: number;
  planned: number;
  /** Number, from 1, and epoch of the trial in work, where several are of the first of them; null between two. */
  current: { number: number; epoch: number } | null;
  /** Trials in work. */
  atOnce: number;
  elapsed: number;
  /** Of the budget. */
  allowed: number;
  /** null before there is anything to reckon from. */
  left: number | null;
}

const isSettled = (trial: Trial): boolean => trial.state !== 'running' && trial.state !== 'interrupted';

/**
 * `currentSeconds`: work on the running trials so far; those that run at once share the clock. Time left is an estimate: what is to come takes as long as the
 * median trial with a time, which one slow trial does not move; it is never more than what remains of the budget.
 * Time is spent by the trials of `search` alone.
 */
export function paceOf(
  trials: Trial[],
  planned: number,
  minutes: number,
  currentSeconds: number,
  search?: number,
): Pace {
  const settled = trials.filter(isSettled);
  const running = trials.filter((t) => t.state === 'running');
  const [first] = running;
  const timed = settled.filter((t) => t.seconds !== undefined);
  const spent = spentBy(search === undefined ? timed : timed.filter((t) => t.search === search));
  const ofBudget = Math.max(0, minutes * 60 - spent - currentSeconds);
  const usual = median(timed.map((t) => t.seconds ?? 0));
  const togo = Math.max(0, planned - settled.length);
  const reckoned =
    usual === null ? null : Math.max(0, togo * usual - Math.min(currentSeconds, usual * running.length));
  return {
    settled: settled.length,
    planned,
    current: first ? { number: first.trial + 1, epoch: first.points.at(-1)?.epoch ?? 0 } : null,
    atOnce: running.length,
    elapsed: spent + currentSeconds,
    allowed: minutes * 60,
    left: reckoned === null ? null : Math.min(reckoned, ofBudget),
  };
}

/** Work on the running trials so far. */
export interface Work {
  /** Which they are, in one word. */
  running: string;
  /** Whether several ran at once since it began. */
  shared: boolean;
  /** Seconds that settled trials of the search had taken when it began, and milliseconds since. */
  before: number;
  ms: number;
}

export const noWork: Work = { running: '', shared: false, before: 0, ms: 0 };

/**
 * `passed` milliseconds later. One trial after another begins anew with each; where several run at once, what one was
 * charged when it ended is no longer theirs.
 */
export function workOn(
  work: Work,
  { search, trials }: Pick<JournalState, 'search' | 'trials'>,
  passed: number,
): Work {
  const own = trials.filter((trial) => trial.search === search);
  const running = own.filter(({ state }) => state === 'running').map(({ trial }) => `${search}/${trial}`);
  const key = running.join(' ');
  if (running.length === 0) return noWork;
  const shared = running.length > 1 || (work.shared && work.running !== '');
  const goesOn = work.running !== '' && (key === work.running || shared);
  if (goesOn) return { ...work, running: key, shared, ms: work.ms + passed };
  return { running: key, shared, before: spentBy(own), ms: 0 };
}

/** Seconds of it that are in no settled trial's. */
export const secondsOf = (work: Work, { search, trials }: Pick<JournalState, 'search' | 'trials'>): number =>
  work.running === ''
    ? 0
    : Math.max(
        0,
        work.ms / 1000 - (spentBy(trials.filter((trial) => trial.search === search)) - work.before),
      );

const spentBy = (trials: readonly Trial[]): number =>
  trials.reduce((sum, trial) => sum + (trial.seconds ?? 0), 0);

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}

export interface Sample {
  /** Milliseconds on any clock. */
  at: number;
  epochs: number;
}

const WINDOW_MS = 5000;

/** The newest sample joins; those older than the window leave, but for one to measure from. */
export function remember(samples: Sample[], sample: Sample): Sample[] {
  const all = [...samples, sample];
  const first = all.findIndex((s) => s.at >= sample.at - WINDOW_MS);
  return all.slice(Math.max(0, first - 1));
}

/** Epochs a second over the remembered samples; null where they tell nothing. */
export function rateOf(samples: Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at <= first.at || last.epochs < first.epochs) return null;
  return (1000 * (last.epochs - first.epochs)) / (last.at - first.at);
}
