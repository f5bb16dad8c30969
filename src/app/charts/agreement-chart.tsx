import type { Estimate } from '../../study/results/estimate';
import { formatValue } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { extent, linear, nice, ticks } from './scale';
import { fitText } from './text-width';

interface AgreementChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  /** [observed, predicted]. */
  points: readonly (readonly [number, number])[];
  lines: readonly { label: string; estimate: Estimate; main?: boolean }[];
}

/** Bland and Altman's plot: the difference against the mean of both, its mean and the limits of agreement with intervals. */
export function AgreementChart({ width, description, xLabel, yLabel, points, lines }: AgreementChartProps) {
  const left = 62;
  const side = width - left - 12;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side * 0.82 };
  const dots = points.map(([observed, predicted]) => [(observed + predicted) / 2, predicted - observed]);
  const across = nice(extent(dots.map(([mean]) => mean)));
  const up = nice(
    extent([
      0,
      ...dots.map(([, difference]) => difference),
      ...lines.flatMap(({ estimate }) => [estimate.estimate, estimate.low ?? 0, estimate.high ?? 0]),
    ]),
  );
  const x = linear(across, [area.left, area.right]);
  const y = linear(up, [area.bottom, area.top]);
  return (
    <Drawing width={width} height={area.bottom + 42} description={description}>
      <BottomAxis area={area} scale={x} ticks={ticks(across, 5)} label={xLabel} write={formatValue} />
      <LeftAxis area={area} scale={y} ticks={ticks(up, 5)} label={yLabel} write={formatValue} />
      {lines.map(({ label, estimate: { low, high } }) =>
        low === null || high === null ? null : (
          <rect
            key={label}
            x={area.left}
            width={side}
            y={y(high)}
            height={Math.max(1, y(low) - y(high))}
            fill={ink('tint')}
            fillOpacity={0.75}
          />
        ),
      )}
      <path
        d={dots.map(([a, b]) => `M${x(a).toFixed(1)} ${y(b).toFixed(1)}h0`).join('')}
        stroke={ink('accent')}
        strokeOpacity={0.6}
        strokeWidth={5}
        strokeLinecap="round"
      />
      <line x1={area.left} x2={area.right} y1={y(0)} y2={y(0)} stroke={ink('muted')} strokeDasharray="3 4" />
      {lines.map(({ label, estimate: { estimate }, main }) => (
        <g key={label}>
          <line
            x1={area.left}
            x2={area.right}
            y1={y(estimate)}
            y2={y(estimate)}
            stroke={ink('ink')}
            strokeWidth={1.5}
            strokeDasharray={main ? undefined : '7 3'}
          />
          <text x={area.right - 4} y={y(estimate) - 5} textAnchor="end" fontSize={11} fill={ink('ink')}>
            {fitText(label, 11, side - 8)}
          </text>
        </g>
      ))}
    </Drawing>
  );
}
