import { type Area, BottomAxis, LeftAxis } from '../charts/axis';
import type { AxisText } from '../charts/axis-text';
import { Drawing } from '../charts/drawing';
import { ink } from '../charts/figure-colors';
import { extent, linear, nice, ticks } from '../charts/scale';
import { fitText } from '../charts/text-width';
import { formatValue } from '../ui/number';

/** `at` null: a level or what is missing, with its name. */
export interface RangePoint {
  at: number | null;
  name: string;
  middle: number;
  low: number;
  high: number;
}

interface Props {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  points: readonly RangePoint[];
  write: AxisText;
  writeAt?(value: number): string;
  /** A line through the numbers. */
  joined: boolean;
}

const NAMED = 56;

/** Means with their ranges: numbers along an axis, levels and what is missing each in a place of its own. */
export function RangeChart({ width, points, write, joined, writeAt = formatValue, ...words }: Props) {
  const numbers = points.filter((p) => p.at !== null);
  const named = points.filter((p) => p.at === null);
  const left = 62;
  const right = width - 12;
  const room = numbers.length > 0 ? Math.min(named.length * NAMED, (right - left) / 2) : right - left;
  const area: Area = { left, right, top: 10, bottom: 210 };
  const along = nice(extent(numbers.map((p) => p.at ?? 0)), 4);
  const x = linear(along, [left + 10, right - room - 10]);
  const step = named.length > 0 ? room / named.length : 0;
  const up = nice(extent(points.flatMap((p) => [p.low, p.high])), 4);
  const y = linear(up, [area.bottom, area.top]);
  const place = (p: RangePoint) => (p.at !== null ? x(p.at) : right - room + (named.indexOf(p) + 0.5) * step);
  const marks = numbers.length > 0 ? ticks(along, 4).filter((tick) => x(tick) <= right - room) : [];
  return (
    <Drawing width={width} height={area.bottom + 42} description={words.description}>
      <LeftAxis area={area} scale={y} ticks={ticks(up, 4)} label={words.yLabel} write={write} />
      <BottomAxis area={area} scale={x} ticks={marks} label={words.xLabel} write={writeAt} grid={false} />
      {named.map((p) => (
        <text
          key={p.name}
          x={place(p)}
          y={area.bottom + 16}
          textAnchor="middle"
          fontSize={11}
          fill={ink('muted')}
        >
          <title>{p.name}</title>
          {fitText(p.name, 11, step - 6)}
        </text>
      ))}
      {joined && numbers.length > 1 && (
        <path
          d={numbers
            .map((p, i) => `${i ? 'L' : 'M'}${place(p).toFixed(1)} ${y(p.middle).toFixed(1)}`)
            .join('')}
          fill="none"
          stroke={ink('accent')}
          strokeWidth={2}
        />
      )}
      {points.map((p) => (
        <g key={`${p.at} ${p.name}`} stroke={ink('ink')}>
          <path d={`M${place(p)} ${y(p.low)}V${y(p.high)}`} strokeOpacity={0.5} />
          <circle cx={place(p)} cy={y(p.middle)} r={3} fill={ink('accent')} stroke="none" />
        </g>
      ))}
    </Drawing>
  );
}
