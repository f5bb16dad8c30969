import type { Trial } from '../../study/events';
import type { DrawnCurve } from './curves-chart';
import { fadedOpacity, markOf, type Reading, standingOut, TRAIN, VALID } from './live-painter';
import type { CurveMode } from './live-range';

/** Training beside validation, told apart without colour. */
export const TRAIN_DASH = '3 3';

const read = (trial: Trial, reading: Reading) => trial.points.map((p) => [p.epoch, reading(p)] as const);

/** A trial that stands out: its training loss dashed, its validation solid, a dot at its best epoch. */
export function trialCurves(trial: Trial, mode: CurveMode, color: string, name?: string): DrawnCurve[] {
  const best = markOf(trial);
  const valid: DrawnCurve = {
    key: `${trial.trial}`,
    points: read(trial, VALID[mode]),
    color,
    thick: 2.25,
    mark: best && [best.epoch, VALID[mode](best)],
    name,
  };
  if (mode === 'metric') return [valid];
  const training = {
    key: `${trial.trial}t`,
    points: read(trial, TRAIN),
    color,
    thick: 2.25,
    dash: TRAIN_DASH,
  };
  return [training, valid];
}

/** What the live chart shows, as lines of a drawing. */
export function liveCurves(shown: Parameters<typeof standingOut>[0], mode: CurveMode): DrawnCurve[] {
  const { trials, inks } = shown;
  const faded = trials.map(
    (trial): DrawnCurve => ({
      key: `f${trial.trial}`,
      points: read(trial, VALID[mode]),
      color: trial.state === 'running' ? inks.running : inks.faded,
      thick: 1,
      opacity: trial.state === 'running' ? 1 : fadedOpacity(trial),
    }),
  );
  const ahead = standingOut(shown).flatMap(({ trial, ink, name }) =>
    trialCurves(trial, mode, ink, name ? String(trial.trial + 1) : undefined),
  );
  return [...faded, ...ahead];
}
