import type { Trial } from '../../study/events';

/** How far a search is and how long it will take. Seconds of work: pauses and nights between do not count. */
export interface Pace {
  settled: number;
  planned: number;
  /** Number, from 1, and epoch of the trial in work; null between two. */
  current: { number: number; epoch: number } | null;
  elapsed: number;
  /** Of the budget. */
  allowed: number;
  /** null before there is anything to reckon from. */
  left: number | null;
}

const isSettled = (trial: Trial): boolean => trial.state !== 'running' && trial.state !== 'interrupted';

/**
 * `currentSeconds`: work on the running trial so far. Time left is an estimate: what is to come takes as long as the
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
  const running = trials.find((t) => t.state === 'running');
  const timed = settled.filter((t) => t.seconds !== undefined);
  const secondsOf = (of: Trial[]) => of.reduce((sum, t) => sum + (t.seconds ?? 0), 0);
  const spent = secondsOf(search === undefined ? timed : timed.filter((t) => t.search === search));
  const ofBudget = Math.max(0, minutes * 60 - spent - currentSeconds);
  const usual = median(timed.map((t) => t.seconds ?? 0));
  const togo = Math.max(0, planned - settled.length);
  const reckoned = usual === null ? null : Math.max(0, togo * usual - Math.min(currentSeconds, usual));
  return {
    settled: settled.length,
    planned,
    current: running ? { number: running.trial + 1, epoch: running.points.at(-1)?.epoch ?? 0 } : null,
    elapsed: spent + currentSeconds,
    allowed: minutes * 60,
    left: reckoned === null ? null : Math.min(reckoned, ofBudget),
  };
}

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
