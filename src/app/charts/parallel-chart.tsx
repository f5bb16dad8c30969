import { memo, useMemo } from 'react';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { type MarkItem, MarkLegend, markLegendHeight } from './mark-legend';
import { distanceToLine } from './nearest';
import { VERMILLION } from './palette';
import { BrushAxis, type ParallelAxis, type Span } from './parallel-axis';
import { ABSENT, parallelLayout } from './parallel-layout';
import { PointLayer, REACH } from './point-layer';
import { byShade } from './shades';

export interface ParallelLine {
  id: number;
  /** Along each axis; null where the trial has no such setting. */
  places: readonly (number | null)[];
  /** 0 for the best, 1 for the last. */
  rank: number;
}

interface ParallelChartProps {
  width: number;
  description: string;
  axes: readonly ParallelAxis[];
  lines: readonly ParallelLine[];
  /** The best of those that stand out. */
  best: number | null;
  /** Those that stand out. */
  inside: ReadonlySet<number>;
  brushes: Readonly<Record<string, Span>>;
  words: { rank: string; best: string; others: string };
  chosen: number | null;
  onPoint(id: number | null): void;
  /** Drawn along an axis with a pointer; null is a click, which takes the choice away. */
  onBrush(axis: string, span: Span | null): void;
}

/** A line for each trial through all of its settings to its score. */
export function ParallelChart(props: ParallelChartProps) {
  const { width, description, axes, lines, best, inside, brushes, words, chosen, onPoint, onBrush } = props;
  const layout = useMemo(
    () =>
      parallelLayout(
        width,
        axes.length,
        (axes.at(-1)?.ticks ?? []).map(({ text }) => text),
      ),
    [width, axes],
  );
  const corners = useMemo(
    () =>
      new Map(
        lines.map(({ id, places }) => [
          id,
          places.map((place, axis) => layout.pointAt(axis, place ?? ABSENT)),
        ]),
      ),
    [lines, layout],
  );
  const items: MarkItem[] = [
    { mark: 'shades', label: words.rank },
    { mark: 'line', label: words.best },
    ...(inside.size < lines.length ? [{ mark: 'faint' as const, label: words.others }] : []),
  ];
  const find = (x: number, y: number): number | null => {
    let [found, least] = [null as number | null, REACH];
    for (const { id } of lines) {
      if (!inside.has(id)) continue;
      const distance = distanceToLine(corners.get(id) ?? [], x, y);
      if (distance < least) [found, least] = [id, distance];
    }
    return found;
  };
  const held = chosen === null ? undefined : corners.get(chosen);
  return (
    <Drawing
      width={width}
      height={layout.height + 8 + markLegendHeight(items, width - 16)}
      description={description}
    >
      <Lines lines={lines} corners={corners} inside={inside} best={best} />
      {held && <path d={pathOf(held)} fill="none" stroke={VERMILLION} strokeWidth={3} />}
      <PointLayer width={width} height={layout.height} find={find} onPoint={onPoint} />
      {axes.map((axis, i) => (
        <BrushAxis
          key={axis.key}
          axis={axis}
          at={i}
          last={i === axes.length - 1}
          absent={lines.some(({ places }) => places[i] === null)}
          layout={layout}
          room={axes.length > 1 ? Math.abs(layout.pointAt(1, 0)[0] - layout.pointAt(0, 0)[0]) : width}
          width={width}
          span={brushes[axis.key]}
          onBrush={onBrush}
        />
      ))}
      <MarkLegend items={items} x={8} y={layout.height + 8} width={width - 16} />
    </Drawing>
  );
}

type Corners = readonly (readonly [number, number])[];

const pathOf = (corners: Corners): string =>
  corners.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');

interface LinesProps {
  lines: readonly ParallelLine[];
  corners: ReadonlyMap<number, Corners>;
  inside: ReadonlySet<number>;
  best: number | null;
}

/** All trials in a handful of paths; not drawn again while a pointer moves. */
const Lines = memo(function Lines({ lines, corners, inside, best }: LinesProps) {
  const all = (some: readonly ParallelLine[]) => some.map(({ id }) => pathOf(corners.get(id) ?? [])).join('');
  const standing = lines.filter(({ id }) => inside.has(id));
  return (
    <g fill="none">
      <path
        d={all(lines.filter(({ id }) => !inside.has(id)))}
        stroke={ink('muted')}
        strokeOpacity={0.16}
        strokeWidth={1}
      />
      {byShade(standing, ({ rank }) => 1 - rank).map(({ shade, items }) => (
        <path
          key={shade}
          d={all(items)}
          stroke={ink('accent')}
          strokeOpacity={shade}
          strokeWidth={standing.length > 150 ? 0.9 : 1.4}
        />
      ))}
      <path
        d={all(standing.filter(({ id }) => id === best))}
        stroke={ink('accent')}
        strokeWidth={3.5}
        strokeLinejoin="round"
      />
    </g>
  );
});
