import type { Trial } from '../../study/events';
import type { Pause } from '../../study/journal-state';

/** A trial's time, cut where the search stood still. Pixels from the left; lanes count from the top. */
export interface TimelineBar {
  trial: Trial;
  lane: number;
  pieces: { x: number; width: number }[];
}

/** A stretch without work, drawn equally narrow however long it was. */
export interface TimelineGap {
  x: number;
  width: number;
  seconds: number;
}

export interface Timeline {
  bars: TimelineBar[];
  gaps: TimelineGap[];
  lanes: number;
  /** Seconds of work that the width stands for. */
  seconds: number;
  /** Where a second of work lies, counted from the first trial's start without the gaps. */
  x(second: number): number;
}

const GAP = 10;
/** Gaps take no more than this share of the width, however many there are. */
const GAPS_SHARE = 0.3;
/** A shorter rest is no pause to a reader. */
const SHORTEST_MS = 1000;
const NARROWEST = 1;

/**
 * Where each trial stands on an axis of working time. `now`: milliseconds since the epoch up to which a trial that has
 * not ended is drawn. Trials without a start (journals of earlier versions) are left out.
 */
export function layoutTimeline(
  trials: readonly Trial[],
  pauses: readonly Pause[],
  now: number,
  width: number,
): Timeline {
  const spans = trials
    .filter((t) => t.startedAt !== undefined)
    .map((trial) => ({
      trial,
      from: trial.startedAt!,
      to: Math.max(trial.startedAt!, endOf(trial, pauses, now)),
    }))
    .sort((a, b) => a.from - b.from || a.trial.trial - b.trial.trial);
  const start = spans[0]?.from ?? 0;
  const end = spans.reduce((most, { to }) => Math.max(most, to), start);
  const rests = pauses
    .map(({ from, to }) => ({ from: Math.max(start, from), to: Math.min(end, to ?? end) }))
    .filter(({ from, to }) => to - from >= SHORTEST_MS);
  const restMs = rests.reduce((sum, { from, to }) => sum + to - from, 0);
  const workMs = Math.max(1, end - start - restMs);
  const gap = Math.min(GAP, (GAPS_SHARE * width) / Math.max(1, rests.length));
  const scale = (width - gap * rests.length) / workMs;

  /** `after`: a place at the very end of a rest lies behind its gap, not before it. */
  const place = (at: number, after: boolean): number => {
    let [rested, gaps] = [0, 0];
    for (const { from, to } of rests) {
      if (at < from || (at === from && !after)) break;
      rested += Math.min(at, to) - from;
      if (at > to || (at === to && after)) gaps += gap;
      else gaps += (gap * (at - from)) / (to - from);
    }
    return (at - start - rested) * scale + gaps;
  };

  const free: number[] = [];
  const bars = spans.map(({ trial, from, to }): TimelineBar => {
    const found = free.findIndex((until) => until <= from);
    const lane = found < 0 ? free.length : found;
    // One at work keeps its lane, also from another that began just now.
    free[lane] = trial.state === 'running' ? Number.POSITIVE_INFINITY : to;
    const pieces: TimelineBar['pieces'] = [];
    let begin = from;
    for (const rest of [...rests.filter((r) => r.from < to && r.to > from), null]) {
      const until = rest ? rest.from : to;
      if (until > begin || (!rest && pieces.length === 0)) {
        const x = place(begin, true);
        pieces.push({ x, width: Math.max(NARROWEST, place(until, false) - x) });
      }
      if (rest) begin = rest.to;
    }
    return { trial, lane, pieces };
  });
  return {
    bars,
    gaps: rests.map(({ from, to }) => ({ x: place(from, false), width: gap, seconds: (to - from) / 1000 })),
    lanes: Math.max(1, free.length),
    seconds: workMs / 1000,
    x: (second) => {
      // Work before each rest, in ms, from the start.
      let [worked, last, gaps] = [0, start, 0];
      for (const { from, to } of rests) {
        worked += from - last;
        if (worked >= second * 1000) break;
        gaps += gap;
        last = to;
      }
      return second * 1000 * scale + gaps;
    },
  };
}

/** A trial that was cut off is drawn up to the rest that cut it off. */
function endOf({ startedAt, endedAt }: Trial, pauses: readonly Pause[], now: number): number {
  if (endedAt !== undefined) return endedAt;
  const cut = pauses.findLast(({ from, to }) => to === null && from >= startedAt!);
  return cut ? cut.from : now;
}
