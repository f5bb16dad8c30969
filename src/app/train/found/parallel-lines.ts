import type { ParamValue } from '../../../study/params';
import type { Metric } from '../../../study/schema';
import type { ParallelLine } from '../../charts/parallel-chart';
import { formatValue } from '../../ui/number';
import { type AxisScale, placeOf, type SearchAxis } from './axes';
import { type Scored, scoreRange } from './settled';
import type { FoundWords } from './words';

/** An axis with its name and values in words. */
export interface NamedAxis {
  key: string;
  label: string;
  scale: AxisScale;
  write(value: ParamValue): string;
}

/** The axes of a search, and last that of its scores; what lies beyond this stands at its end. */
export function namedAxes(
  axes: readonly SearchAxis[],
  scored: readonly Scored[],
  metric: Metric,
  words: FoundWords,
): NamedAxis[] {
  const [low, high] = scoreRange(scored, metric);
  return [
    ...axes.map((axis) => ({
      key: axis.key,
      label: words.axis(axis),
      scale: axis.scale,
      write: (value: ParamValue) => words.value(axis, value),
    })),
    {
      key: 'score',
      label: words.metric,
      scale: { kind: 'number', low, high, log: false, integer: false },
      write: (value) => formatValue(Number(value)),
    },
  ];
}

/** Where each trial crosses each of `axes`, and last the axis of scores. */
export const linesOf = (
  axes: readonly SearchAxis[],
  scored: readonly Scored[],
  score: AxisScale,
): ParallelLine[] =>
  scored.map(({ trial, value, rank }) => ({
    id: trial.trial,
    rank,
    places: [...axes.map(({ scale, read }) => placeOf(scale, read(trial))), placeOf(score, value)],
  }));
