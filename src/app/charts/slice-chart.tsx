import { type Area, LeftAxis } from './axis';
import type { AxisText } from './axis-text';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { type MarkItem, MarkLegend, markLegendHeight, triangle } from './mark-legend';
import { nearestSpot } from './nearest';
import { VERMILLION } from './palette';
import { PointLayer, REACH } from './point-layer';
import { linear, ticks } from './scale';
import { byShade } from './shades';
import { fitText, textWidth } from './text-width';

export interface SlicePanel {
  key: string;
  label: string;
  /** Along the panel, 0 to 1. */
  ticks: readonly { at: number; text: string }[];
  /** Values side by side: their dots are spread a little. */
  spread: number;
  dots: readonly { id: number; at: number; value: number; order: number }[];
}

interface SliceChartProps {
  width: number;
  description: string;
  yLabel: string;
  write: AxisText;
  panels: readonly SlicePanel[];
  range: readonly [number, number];
  /** Whether what lies beyond the range is above it. */
  worseIsAbove: boolean;
  words: { order: string; beyond: string };
  chosen: number | null;
  onPoint(id: number | null): void;
}

const LEFT = 58;
const GAP = 26;
const LEAST = 190;
const PLOT = 150;
const BLOCK = PLOT + 64;

/** A part of a pixel by which a dot stands beside its value, the same for a trial every time. */
const asideOf = (id: number): number => ((id * 0.6180339887) % 1) - 0.5;

/** A small scatter for each hyperparameter, all with one axis of scores; later trials are darker. */
export function SliceChart({
  width,
  description,
  yLabel,
  write,
  panels,
  range,
  worseIsAbove,
  words,
  chosen,
  onPoint,
}: SliceChartProps) {
  const room = width - LEFT - 10;
  const fit = Math.max(1, Math.min(panels.length, Math.floor((room + GAP) / (LEAST + GAP))));
  const across = (room + GAP) / fit - GAP;
  const rows = Math.ceil(panels.length / fit);
  const bottom = rows * BLOCK;
  const drawn = panels.map((panel, p) => {
    const left = LEFT + (p % fit) * (across + GAP);
    const top = Math.floor(p / fit) * BLOCK + 10;
    const area: Area = { left, right: left + across, top, bottom: top + PLOT };
    const y = linear(range, [area.bottom, area.top]);
    const spots = panel.dots.map(({ id, at, value, order }) => ({
      id,
      x: area.left + 6 + (at + asideOf(id) * panel.spread) * (across - 12),
      y: Math.min(area.bottom, Math.max(area.top, y(value))),
      order,
      beyond: value < range[0] || value > range[1],
    }));
    return { panel, area, y, spots, first: p % fit === 0 };
  });
  const spots = drawn.flatMap((one) => one.spots);
  const items: MarkItem[] = [{ mark: 'shades', label: words.order }];
  if (spots.some(({ beyond }) => beyond))
    items.push({ mark: worseIsAbove ? 'above' : 'below', label: words.beyond });
  return (
    <Drawing width={width} height={bottom + markLegendHeight(items, width - LEFT)} description={description}>
      {drawn.map(({ panel, area, y, spots, first }) => (
        <g key={panel.key}>
          {first ? (
            <LeftAxis area={area} scale={y} ticks={ticks(range, 4)} label={yLabel} write={write} />
          ) : (
            <Frame area={area} lines={ticks(range, 4).map(y)} />
          )}
          <SliceAxis panel={panel} area={area} />
          {byShade(spots, ({ order }) => order).map(({ shade, items: some }) => (
            <g key={shade} opacity={shade}>
              <path
                d={some
                  .filter(({ beyond }) => !beyond)
                  .map((spot) => `M${spot.x.toFixed(1)} ${spot.y.toFixed(1)}h0`)
                  .join('')}
                stroke={ink('accent')}
                strokeWidth={spots.length > 300 ? 4 : 6}
                strokeLinecap="round"
              />
              <path
                d={some
                  .filter(({ beyond }) => beyond)
                  .map((spot) => triangle(spot.x, spot.y, worseIsAbove ? -1 : 1))
                  .join('')}
                fill={ink('accent')}
              />
            </g>
          ))}
          {spots
            .filter(({ id }) => id === chosen)
            .map((spot) => (
              <circle
                key={spot.id}
                cx={spot.x}
                cy={spot.y}
                r={6}
                fill="none"
                stroke={VERMILLION}
                strokeWidth={2.5}
              />
            ))}
        </g>
      ))}
      <MarkLegend items={items} x={LEFT} y={bottom} width={width - LEFT} />
      <PointLayer
        width={width}
        height={bottom}
        find={(a, b) => nearestSpot(spots, a, b, REACH)}
        onPoint={onPoint}
      />
    </Drawing>
  );
}

const Frame = ({ area, lines }: { area: Area; lines: number[] }) => (
  <g>
    {lines.map((line) => (
      <line key={line} x1={area.left} x2={area.right} y1={line} y2={line} stroke={ink('grid')} />
    ))}
    <line x1={area.left} x2={area.left} y1={area.top} y2={area.bottom} stroke={ink('muted')} />
  </g>
);

/** Texts that would run into each other stand in two lines by turns, and then every so many are written. */
function SliceAxis({ panel, area }: { panel: SlicePanel; area: Area }) {
  const { ticks: marks, label } = panel;
  const across = area.right - area.left;
  const widest = Math.max(...marks.map(({ text }) => textWidth(text, 11))) + 8;
  const lines = widest * marks.length > across ? 2 : 1;
  const every = Math.max(1, Math.ceil((widest * marks.length) / (across * 2)));
  const place = (at: number) => area.left + 6 + at * (across - 12);
  return (
    <g>
      <line x1={area.left} x2={area.right} y1={area.bottom} y2={area.bottom} stroke={ink('muted')} />
      {marks.map(({ at, text }, i) => {
        if (i % every !== 0) return null;
        const half = Math.min(textWidth(text, 11) / 2, across / 2);
        const middle = Math.min(area.right + GAP / 2 - half, Math.max(area.left - GAP / 2 + half, place(at)));
        return (
          <g key={text}>
            <line x1={place(at)} x2={place(at)} y1={area.bottom} y2={area.bottom + 4} stroke={ink('muted')} />
            <text
              x={middle}
              y={area.bottom + 16 + ((i / every) % lines) * 13}
              textAnchor="middle"
              fontSize={11}
              fill={ink('muted')}
            >
              {text}
            </text>
          </g>
        );
      })}
      <text
        x={(area.left + area.right) / 2}
        y={area.bottom + 46}
        textAnchor="middle"
        fontSize={12}
        fill={ink('ink')}
      >
        {fitText(label, 12, across + GAP)}
      </text>
    </g>
  );
}
