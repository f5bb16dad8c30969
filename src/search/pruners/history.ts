import { families } from '../../models/index';
import type { EpochPoint, Trial } from '../../study/events';
import type { Config } from '../../study/space';

/** The epoch with the smallest validation loss; undefined where no loss is a number. */
export function bestPoint(points: readonly EpochPoint[]): EpochPoint | undefined {
  let best: EpochPoint | undefined;
  for (const point of points)
    if (!Number.isNaN(point.validLoss) && (!best || point.validLoss < best.validLoss)) best = point;
  return best;
}

/** The smallest validation loss; NaN where none is a number. */
export const bestLoss = (points: readonly EpochPoint[]): number => bestPoint(points)?.validLoss ?? Number.NaN;

/** Epochs trained so far. */
export const epochOf = ({ points }: Pick<Trial, 'points'>): number => points.at(-1)?.epoch ?? 0;

/**
 * How a configuration's learning rate goes over its epochs. One that is planned to its end looks poor until then, so
 * that it is compared with its like alone. A round of trees is no epoch of a network, and no tree of a forest; what is solved or remembered has one epoch.
 */
function scheduleOf({ family: name, params }: Config): unknown {
  const family = families.find((one) => one.name === name);
  if (family?.reads === 'levels' || family?.solved || family?.holdsRows) return name;
  return params.schedule ?? family?.params.find(({ key }) => key === 'schedule')?.default ?? 'constant';
}

/** The other trials that `trial` can be compared with epoch by epoch. One that was cut off will start again. */
export function peersOf(trial: Trial, trials: readonly Trial[]): Trial[] {
  const schedule = scheduleOf(trial.config);
  return trials.filter(
    (other) =>
      other.trial !== trial.trial &&
      other.state !== 'running' &&
      other.state !== 'interrupted' &&
      scheduleOf(other.config) === schedule,
  );
}
