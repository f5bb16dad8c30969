import type { Progress } from '../../study/context';

/** How fast a piece of work goes. `share`, `secondsLeft`: null while the total is unknown. */
export interface Pace {
  share: number | null;
  perSecond: number;
  secondsLeft: number | null;
}

/** `elapsedMs`: since the phase of `progress` began. Null before there is anything to go by. */
export function paceOf(progress: Progress, elapsedMs: number): Pace | null {
  const { done, total } = progress;
  if (done <= 0 || elapsedMs <= 0) return null;
  const perSecond = done / (elapsedMs / 1000);
  if (total <= 0) return { share: null, perSecond, secondsLeft: null };
  return { share: Math.min(1, done / total), perSecond, secondsLeft: Math.max(0, total - done) / perSecond };
}
