import { memo, useMemo, useRef } from 'react';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { type MarkItem, MarkLegend, markLegendHeight } from './mark-legend';
import { distanceToLine } from './nearest';
import { VERMILLION } from './palette';
import { ABSENT, type ParallelLayout, parallelLayout } from './parallel-layout';
import { PointLayer, placeInDrawing, REACH } from './point-layer';
import { byShade } from './shades';
import { fitText, textWidth } from './text-width';

export interface ParallelAxis {
  key: string;
  label: string;
  /** 0 (low) to 1 (high). */
  ticks: readonly { at: number; text: string }[];
}

export interface ParallelLine {
  id: number;
  /** Along each axis; null where the trial has no such setting. */
  places: readonly (number | null)[];
  /** 0 for the best, 1 for the last. */
  rank: number;
}

type Span = readonly [number, number];

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
        <Axis
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

interface AxisProps {
  axis: ParallelAxis;
  at: number;
  last: boolean;
  absent: boolean;
  layout: ParallelLayout;
  /** Pixels to the next axis. */
  room: number;
  width: number;
  span: Span | undefined;
  onBrush: ParallelChartProps['onBrush'];
}

const HANDLE = 14;
const NONE = '–';

function Axis({ axis, at, last, absent, layout, room, width, span, onBrush }: AxisProps) {
  const from = useRef<number | null>(null);
  const { upright } = layout;
  const [x0, y0] = layout.pointAt(at, 0);
  const [x1, y1] = layout.pointAt(at, 1);
  const texts = absent ? [{ at: ABSENT, text: NONE }, ...axis.ticks] : axis.ticks;
  const every = upright ? 1 : everyOf(axis.ticks, Math.abs(x1 - x0));
  const box = ([low, high]: Span) => {
    const [a, b] = [layout.pointAt(at, low), layout.pointAt(at, high)];
    return upright
      ? { x: a[0] - HANDLE / 2, y: b[1], width: HANDLE, height: Math.max(1, a[1] - b[1]) }
      : { x: a[0], y: a[1] - HANDLE / 2, width: Math.max(1, b[0] - a[0]), height: HANDLE };
  };
  const place = (event: React.PointerEvent<SVGElement>) =>
    Math.min(1, Math.max(0, layout.shareAt(at, ...placeInDrawing(event))));
  return (
    <g>
      <line x1={x0} y1={y0} x2={x1} y2={y1} stroke={ink('ink')} strokeWidth={1.2} />
      <text
        x={upright ? x0 : 8}
        y={upright ? 16 : y0 - 16}
        textAnchor={upright ? (at === 0 ? 'start' : last ? 'end' : 'middle') : 'start'}
        dx={upright ? (at === 0 ? -40 : last ? width - x0 - 4 : 0) : 0}
        fontSize={12}
        fontWeight={600}
        fill={ink('ink')}
        stroke={ink('paper')}
        strokeWidth={4}
        paintOrder="stroke"
      >
        <title>{axis.label}</title>
        {fitText(axis.label, 12, upright ? room - 6 : width - 16)}
      </text>
      {texts.map(({ at: share, text }, i) => {
        const [x, y] = layout.pointAt(at, share);
        if (!upright && share !== ABSENT && (i - (absent ? 1 : 0)) % every !== 0) return null;
        return (
          <g key={text}>
            <path d={upright ? `M${x - 3} ${y}h6` : `M${x} ${y - 3}v6`} stroke={ink('ink')} />
            <text
              x={upright ? x + 7 : x}
              y={upright ? y : y + 15}
              dy={upright ? '0.35em' : 0}
              textAnchor={upright ? 'start' : 'middle'}
              fontSize={11}
              fill={ink('ink')}
              stroke={ink('paper')}
              strokeWidth={3.5}
              strokeLinejoin="round"
              paintOrder="stroke"
            >
              {fitText(text, 11, upright ? Math.max(40, room - 12) : width)}
            </text>
          </g>
        );
      })}
      {span && (
        <rect
          {...box(span)}
          fill={VERMILLION}
          fillOpacity={0.25}
          stroke={VERMILLION}
          strokeWidth={1.5}
          rx={3}
        />
      )}
      <rect
        {...grown(box([0, 1]), 8)}
        data-axis={axis.key}
        fill="transparent"
        cursor={upright ? 'ns-resize' : 'ew-resize'}
        // A finger that goes along the axis chooses; across it the page scrolls.
        style={{ touchAction: upright ? 'pan-x' : 'pan-y' }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          from.current = place(event);
        }}
        onPointerMove={(event) => {
          if (from.current === null) return;
          const to = place(event);
          if (Math.abs(to - from.current) > 0.01) onBrush(axis.key, [from.current, to]);
        }}
        onPointerUp={(event) => {
          if (from.current !== null && Math.abs(place(event) - from.current) <= 0.01) onBrush(axis.key, null);
          from.current = null;
        }}
        onPointerCancel={() => {
          from.current = null;
        }}
      />
    </g>
  );
}

const grown = (box: { x: number; y: number; width: number; height: number }, by: number) => ({
  x: box.x - by,
  y: box.y - by,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
});

/** Texts along a lying axis, every so many that they do not run into each other. */
const everyOf = (ticks: readonly { text: string }[], long: number): number =>
  Math.max(
    1,
    Math.ceil(((Math.max(...ticks.map(({ text }) => textWidth(text, 11)), 0) + 8) * ticks.length) / long),
  );
