import { useId } from 'react';
import { formatCount } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { Legend, type LegendItem, legendHeight } from './legend';
import { NAME_HEIGHT, NAME_REACH, placeNames } from './name-places';
import { linear, type Scale, ticks } from './scale';
import { textWidth } from './text-width';

/** [epoch, value]; a value that is not finite is a gap. */
type Point = readonly [number, number];

export interface DrawnCurve {
  key: string;
  points: readonly Point[];
  color: string;
  /** Pixels. */
  thick: number;
  dash?: string;
  opacity?: number;
  /** A dot: the best epoch, or where a running trial is. */
  mark?: Point;
  /** Beside the dot. */
  name?: string;
}

interface CurvesChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  across: readonly [number, number];
  up: readonly [number, number];
  /** Later ones lie on top. */
  curves: readonly DrawnCurve[];
  legend: readonly LegendItem[];
}

const HEIGHT = 300;
const NAME_SIZE = 11;

/** Any number of values by epoch, as lines. */
export function CurvesChart({
  width,
  description,
  xLabel,
  yLabel,
  across,
  up,
  curves,
  legend,
}: CurvesChartProps) {
  const clip = useId();
  const area: Area = { left: 58, right: width - 12, top: 10, bottom: HEIGHT - 46 };
  const x = linear(across, [area.left, area.right]);
  const y = linear(up, [area.bottom, area.top]);
  const [wide, high] = [area.right - area.left, area.bottom - area.top];
  const named = curves.filter(({ mark }) => mark);
  const marks = named.map(({ mark, name }) => ({
    x: x(mark![0]),
    y: y(mark![1]),
    width: name ? textWidth(name, NAME_SIZE) + 4 : 0,
  }));
  const places = placeNames(marks, area, NAME_HEIGHT, NAME_REACH);
  return (
    <Drawing width={width} height={HEIGHT + legendHeight(legend) + 6} description={description}>
      {/* First: a line of its grid may lie on the bottom axis. */}
      <LeftAxis area={area} scale={y} ticks={ticks(up, 5)} label={yLabel} write={2} />
      <BottomAxis
        area={area}
        scale={x}
        ticks={ticks(across, width < 400 ? 5 : 8).filter(Number.isInteger)}
        label={xLabel}
        write={formatCount}
      />
      <clipPath id={clip}>
        <rect x={area.left} y={area.top} width={wide} height={high} />
      </clipPath>
      <g clipPath={`url(#${clip})`} fill="none" strokeLinejoin="round">
        {curves.map(({ key, points, color, thick, dash, opacity, mark }) => (
          <g key={key} opacity={opacity} stroke={color}>
            <path d={path(points, x, y)} strokeWidth={thick} strokeDasharray={dash} />
            {mark && <circle cx={x(mark[0])} cy={y(mark[1])} r={3.5} fill={color} stroke="none" />}
          </g>
        ))}
      </g>
      {named.map(({ key, name, color }, i) => {
        const place = places[i];
        return (
          place && (
            <text
              key={key}
              {...place}
              dy="0.35em"
              textAnchor="middle"
              fontSize={NAME_SIZE}
              fontWeight={600}
              fill={color}
              stroke={ink('paper')}
              strokeWidth={3}
              strokeLinejoin="round"
              paintOrder="stroke"
            >
              {name}
            </text>
          )
        );
      })}
      <Legend x={area.left} y={HEIGHT} width={wide} items={legend} />
    </Drawing>
  );
}

function path(points: readonly Point[], x: Scale, y: Scale): string {
  let [d, drawing] = ['', false];
  for (const [epoch, value] of points) {
    const finite = Number.isFinite(value);
    if (finite) d += `${drawing ? 'L' : 'M'}${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`;
    drawing = finite;
  }
  return d;
}
