import { formatCount } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import type { AxisText } from './axis-text';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { cross, type MarkItem, MarkLegend, markLegendHeight, triangle } from './mark-legend';
import { nearestSpot } from './nearest';
import { VERMILLION } from './palette';
import { PointLayer, REACH } from './point-layer';
import { linear, ticks } from './scale';

/** A trial of a history: its number, counted from 1, and its score; without one, how it ended. */
export interface HistoryTrial {
  id: number;
  number: number;
  value: number | null;
  ended: 'scored' | 'failed' | 'pruned';
}

interface HistoryChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  write: AxisText;
  trials: readonly HistoryTrial[];
  /** Of those that bettered the best before them, in their order. */
  best: readonly { number: number; value: number }[];
  range: readonly [number, number];
  /** Whether what lies beyond the range is above it. */
  worseIsAbove: boolean;
  words: { trial: string; best: string; failed: string; pruned: string; beyond: string };
  chosen: number | null;
  onPoint(id: number | null): void;
}

const STRIP = 22;

/** Each trial's score in the order of the search, and the best so far as a line of steps. */
export function HistoryChart(props: HistoryChartProps) {
  const {
    width,
    description,
    xLabel,
    yLabel,
    write,
    trials,
    best,
    range,
    worseIsAbove,
    words,
    chosen,
    onPoint,
  } = props;
  const unscored = trials.filter(({ value }) => value === null);
  const height = Math.min(320, Math.max(200, width * 0.42));
  const area: Area = { left: 62, right: width - 14, top: 12, bottom: 12 + height };
  const floor = area.bottom + (unscored.length > 0 ? STRIP : 0);
  const last = Math.max(...trials.map(({ number }) => number), 2);
  const x = linear([0.5, last + 0.5], [area.left, area.right]);
  const y = linear(range, [area.bottom, area.top]);
  const inside = (value: number) => value >= range[0] && value <= range[1];
  const heightOf = (value: number) => Math.min(area.bottom, Math.max(area.top, y(value)));
  const spots = trials.map(({ id, number, value }) => ({
    id,
    x: x(number),
    y: value === null ? area.bottom + STRIP / 2 : heightOf(value),
  }));
  const steps = best.map(
    ({ number, value }, i) =>
      `${i ? 'H' : 'M'}${x(number).toFixed(1)} ${i ? 'V' : ''}${heightOf(value).toFixed(1)}`,
  );
  const mark = (kept: (trial: HistoryTrial) => boolean, draw: (x: number, y: number) => string) =>
    spots.map((spot, i) => (kept(trials[i]) ? draw(spot.x, spot.y) : '')).join('');
  const beyond = trials.some(({ value }) => value !== null && !inside(value));
  const items: MarkItem[] = [
    { mark: 'dot', label: words.trial },
    { mark: 'step', label: words.best },
    ...(trials.some(({ ended }) => ended === 'pruned')
      ? [{ mark: 'pruned' as const, label: words.pruned }]
      : []),
    ...(trials.some(({ ended }) => ended === 'failed')
      ? [{ mark: 'failed' as const, label: words.failed }]
      : []),
    ...(beyond
      ? [{ mark: worseIsAbove ? ('above' as const) : ('below' as const), label: words.beyond }]
      : []),
  ];
  const legend = floor + 48;
  const held = spots.find(({ id }) => id === chosen);
  const top = best.at(-1);
  return (
    <Drawing
      width={width}
      height={legend + markLegendHeight(items, width - area.left)}
      description={description}
    >
      <LeftAxis area={area} scale={y} ticks={ticks(range, 5)} label={yLabel} write={write} />
      <BottomAxis
        area={{ ...area, bottom: floor }}
        scale={x}
        ticks={ticks([1, last], Math.min(10, width / 60)).filter((n) => Number.isInteger(n) && n > 0)}
        label={xLabel}
        write={formatCount}
        grid={false}
      />
      {/* One path of dots: a thousand elements would be slow to draw and heavy in a paper. */}
      <path
        d={mark(
          ({ value }) => value !== null && inside(value),
          (a, b) => `M${a.toFixed(1)} ${b.toFixed(1)}h0`,
        )}
        stroke={ink('muted')}
        strokeOpacity={0.75}
        strokeWidth={trials.length > 300 ? 4 : 6.5}
        strokeLinecap="round"
      />
      <path
        d={mark(
          ({ value }) => value !== null && !inside(value),
          (a, b) => triangle(a, b, worseIsAbove ? -1 : 1),
        )}
        fill={ink('muted')}
      />
      <path d={mark(({ ended }) => ended === 'failed', cross)} stroke={ink('ink')} strokeWidth={1.5} />
      <path
        d={mark(
          ({ ended }) => ended === 'pruned',
          (a, b) => triangle(a, b, 1),
        )}
        fill={ink('paper')}
        stroke={ink('ink')}
        strokeWidth={1.2}
      />
      {steps.length > 0 && (
        <path d={`${steps.join('')}H${area.right}`} fill="none" stroke={ink('accent')} strokeWidth={2} />
      )}
      {top && (
        <circle
          cx={x(top.number)}
          cy={heightOf(top.value)}
          r={4.5}
          fill={ink('accent')}
          stroke={ink('ink')}
          strokeWidth={1.5}
        />
      )}
      {held && <circle cx={held.x} cy={held.y} r={6.5} fill="none" stroke={VERMILLION} strokeWidth={2.5} />}
      <MarkLegend items={items} x={area.left} y={legend} width={width - area.left} />
      <PointLayer
        width={width}
        height={floor}
        find={(a, b) => nearestSpot(spots, a, b, REACH)}
        onPoint={onPoint}
      />
    </Drawing>
  );
}
