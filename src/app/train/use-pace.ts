import { useEffect, useRef, useState } from 'react';
import { useApp } from '../store';
import { noWork, type Pace, paceOf, rateOf, remember, type Sample, secondsOf, workOn } from './pace';

const TICK_MS = 250;
/** A longer gap between two ticks was a sleeping tab or machine, not work. */
const GAP_MS = 5000;

/** Pace of the newest search, four times a second while it runs; `rate` in epochs a second. */
export function usePace(): Pace & { rate: number | null } {
  const phase = useApp((s) => s.journal.phase);
  const settled = useApp((s) => s.journal.trials.filter((t) => t.state !== 'running').length);
  const work = useRef({ on: noWork, samples: [] as Sample[] });
  const [, tick] = useState(0);

  useEffect(() => {
    if (phase !== 'running') {
      work.current.samples = [];
      return;
    }
    let last = performance.now();
    const timer = setInterval(() => {
      const at = performance.now();
      const { journal } = useApp.getState();
      const passed = at - last > GAP_MS ? 0 : at - last;
      const epochs = journal.trials.reduce((sum, t) => sum + t.points.length, 0);
      work.current = {
        on: workOn(work.current.on, journal, passed),
        samples: remember(work.current.samples, { at, epochs }),
      };
      last = at;
      tick((n) => n + 1);
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [phase]);

  const { journal, study } = useApp.getState();
  const minutes = (journal.study ?? study)?.search.budget.minutes ?? 0;
  // Read at render: `settled` makes sure that the line is right at once when a trial ends.
  const seconds = settled === journal.trials.length ? 0 : secondsOf(work.current.on, journal);
  return {
    ...paceOf(journal.trials, journal.planned, minutes, seconds, journal.search),
    rate: phase === 'running' ? rateOf(work.current.samples) : null,
  };
}
