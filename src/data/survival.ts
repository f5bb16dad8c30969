import type { Task } from '../study/schema';
import { plainName } from './identifiers/column-names';
import type { ColumnProfile } from './profile-types';

/** Columns that count the time somebody was followed for, in whatever unit. */
const FOLLOW_UP =
  /^(time|t|futime|fu ?time|followup|follow ?up( ?(time|days?|weeks?|months?|years?|duration))?|(overall )?surv(ival)?( ?(time|days?|months?|years?))|(os|pfs|dfs|rfs|efs)( ?(time|days?|months?|years?))?|(time|days?|months?|years?) to (event|death|relapse|recurrence|progression|last follow ?up)|stime|survtime|tstop)$|추적 ?(관찰)? ?(기간|일수|개월)|생존 ?(기간|일수|개월)/i;

/** Outcomes of which it matters when they came. */
const EVENT =
  /^(status|event|censor(ed|ing)?|vital ?status|d|fustat|cens|delta)$|(^| )(death|died|dead|event|mortality|relapse|recurrence|progression)( |$)|사망|재발|사건|진행/i;

/**
 * The column of follow-up times that makes an outcome one of time to event, or null: a number of many values that is
 * never negative, under such a name, beside an outcome of two values named for an event.
 */
export function followUpOf(profile: readonly ColumnProfile[], target: string): string | null {
  const outcome = profile.find((c) => c.name === target);
  if (outcome?.distinct !== 2 || !EVENT.test(plainName(target))) return null;
  const time = profile.find(
    (c) =>
      c.name !== target &&
      FOLLOW_UP.test(plainName(c.name)) &&
      c.numeric !== null &&
      c.numeric.min >= 0 &&
      c.distinct > 10,
  );
  return time?.name ?? null;
}

/**
 * Time to event within a horizon as 0 and 1: 1 where the event came within it (the horizon's own day counts), 0
 * where somebody was followed for as long without it, NaN where they were followed for less without the event, for
 * then nobody knows, or where either is missing.
 *
 * @param event 1 where the event was seen, 0 where it was not, NaN where nobody said; one a row
 * @param time follow-up in the unit of `horizon`; one a row
 */
export function eventWithin(event: Float64Array, time: Float64Array, horizon: number): Float64Array {
  return event.map((seen, row) => {
    const followed = time[row];
    if (Number.isNaN(seen) || Number.isNaN(followed) || followed < 0) return Number.NaN;
    if (followed > horizon) return 0;
    if (seen === 1) return 1;
    return followed === horizon ? 0 : Number.NaN;
  });
}

/** How many rows a horizon makes events, non-events and unknown ones: aggregates for the screen. */
export interface HorizonCounts {
  events: number;
  nonEvents: number;
  /** Followed for less than the horizon without the event: left out of every part. */
  censored: number;
  /** The status or the time is missing: left out as well. */
  missing: number;
}

export function countHorizon(event: Float64Array, time: Float64Array, horizon: number): HorizonCounts {
  const counts: HorizonCounts = { events: 0, nonEvents: 0, censored: 0, missing: 0 };
  eventWithin(event, time, horizon).forEach((y, row) => {
    if (y === 1) counts.events++;
    else if (y === 0) counts.nonEvents++;
    else if (Number.isNaN(event[row]) || Number.isNaN(time[row]) || time[row] < 0) counts.missing++;
    else counts.censored++;
  });
  return counts;
}

/** The task with a horizon: the event is its positive class. Null takes the horizon away. */
export function withHorizon(task: Task, time: string, horizon: number | null): Task {
  const { survival: _, ...plain } = task;
  return horizon === null ? plain : { ...plain, survival: { time, horizon, event: task.classes[1] } };
}
