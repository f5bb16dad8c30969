import { formatValue } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { extent, linear, nice, ticks } from './scale';

interface ScatterChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  /** [x, y] in one unit. */
  points: readonly (readonly [number, number])[];
}

/** Two measurements in one unit: a square with the line on which both agree. */
export function ScatterChart({ width, description, xLabel, yLabel, points }: ScatterChartProps) {
  const left = 62;
  const side = width - left - 12;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side };
  const domain = nice(extent(points.flat()));
  const x = linear(domain, [area.left, area.right]);
  const y = linear(domain, [area.bottom, area.top]);
  const marks = ticks(domain, 5);
  return (
    <Drawing width={width} height={area.bottom + 42} description={description}>
      <BottomAxis area={area} scale={x} ticks={marks} label={xLabel} write={formatValue} />
      <LeftAxis area={area} scale={y} ticks={marks} label={yLabel} write={formatValue} />
      <line
        x1={x(domain[0])}
        y1={y(domain[0])}
        x2={x(domain[1])}
        y2={y(domain[1])}
        stroke={ink('muted')}
        strokeDasharray="3 4"
      />
      {/* One path of dots: two thousand elements would be slow to draw and heavy in a paper. */}
      <path
        d={points.map(([a, b]) => `M${x(a).toFixed(1)} ${y(b).toFixed(1)}h0`).join('')}
        stroke={ink('accent')}
        strokeOpacity={0.6}
        strokeWidth={5}
        strokeLinecap="round"
      />
    </Drawing>
  );
}
