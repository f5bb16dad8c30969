import type { ParamValue } from '../../../study/params';
import type { Metric } from '../../../study/schema';
import { tickTexts } from '../../charts/axis-text';
import type { ParallelLine } from '../../charts/parallel-chart';
import { metricText } from '../metric-text';
import { type AxisScale, axisTicks, placeOf, type SearchAxis } from './axes';
import { scoreAxisText } from './score-text';
import { type Scored, scoreRange } from './settled';
import type { FoundWords } from './words';

/** An axis with its name and values in words. */
export interface NamedAxis {
  key: string;
  label: string;
  scale: AxisScale;
  write(value: ParamValue): string;
  ticks: { at: number; text: string }[];
}

export function namedAxis(axis: SearchAxis, words: FoundWords): NamedAxis {
  const { key, scale } = axis;
  const write = (value: ParamValue) => words.value(axis, value);
  const ticks = axisTicks(scale).map((value) => ({ at: placeOf(scale, value) ?? 0, text: write(value) }));
  return { key, label: words.axis(axis), scale, write, ticks };
}

/** The axes of a search, and last that of its scores; what lies beyond this stands at its end. */
export function namedAxes(
  axes: readonly SearchAxis[],
  scored: readonly Scored[],
  metric: Metric,
  words: FoundWords,
): NamedAxis[] {
  const [low, high] = scoreRange(scored, metric);
  const score: AxisScale = { kind: 'number', low, high, log: false, integer: false };
  const marks = axisTicks(score).map(Number);
  const texts = tickTexts(marks, scoreAxisText(metric));
  return [
    ...axes.map((axis) => namedAxis(axis, words)),
    {
      key: 'score',
      label: words.metric,
      scale: score,
      write: (value) => metricText(Number(value), metric),
      ticks: marks.map((mark, i) => ({ at: placeOf(score, mark) ?? 0, text: texts[i] })),
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
