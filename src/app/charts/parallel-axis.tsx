import { type PointerEvent, useRef } from 'react';
import { ink } from './figure-colors';
import { VERMILLION } from './palette';
import { ABSENT, type ParallelLayout } from './parallel-layout';
import { placeInDrawing } from './point-layer';
import { fitText, textWidth } from './text-width';

export interface ParallelAxis {
  key: string;
  label: string;
  /** 0 (low) to 1 (high). */
  ticks: readonly { at: number; text: string }[];
}

/** From and to, shares of an axis. */
export type Span = readonly [number, number];

interface BrushAxisProps {
  axis: ParallelAxis;
  at: number;
  last: boolean;
  absent: boolean;
  layout: ParallelLayout;
  /** Pixels to the next axis. */
  room: number;
  width: number;
  span: Span | undefined;
  /** Drawn along the axis with a pointer; null is a click, which takes the choice away. */
  onBrush(axis: string, span: Span | null): void;
}

const HANDLE = 14;
const NONE = '–';

/** An axis with its values in words, and what is chosen along it. */
export function BrushAxis({ axis, at, last, absent, layout, room, width, span, onBrush }: BrushAxisProps) {
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
  const place = (event: PointerEvent<SVGElement>) =>
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
