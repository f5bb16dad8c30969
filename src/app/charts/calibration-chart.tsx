import { useId } from 'react';
import type { CalibrationResult } from '../../study/results/evaluation';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { Legend, type LegendItem, legendHeight } from './legend';
import { linear, type Scale } from './scale';

interface CalibrationChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  calibration: CalibrationResult;
  domain: readonly [number, number];
  ticks: number[];
  write(value: number): string;
  words: { ideal: string; curve: string; groups: string };
  /** Rows with the outcome (up) and without it (down) in equal bins of [0, 1]. */
  people?: { up: readonly number[]; down: readonly number[]; label: string };
}

const STRIP = 56;

/** The stretches of the curve that have a band. */
function bands(curve: CalibrationResult['curve']): CalibrationResult['curve'][] {
  const runs: CalibrationResult['curve'][] = [[]];
  for (const point of curve)
    if (point.low === null || point.high === null) runs.push([]);
    else runs.at(-1)!.push(point);
  return runs.filter((run) => run.length > 1);
}

/** Observed against predicted: ideal diagonal, smooth curve with its band, groups with intervals, and who is where. */
export function CalibrationChart(props: CalibrationChartProps) {
  const { width, description, xLabel, yLabel, calibration, domain, ticks, write, words, people } = props;
  const clip = useId();
  const left = 58;
  const side = width - left - 18;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side };
  const below: Area = { ...area, top: area.bottom, bottom: area.bottom + (people ? STRIP : 0) };
  const x = linear(domain, [area.left, area.right]);
  const y = linear(domain, [area.bottom, area.top]);
  const line = (points: readonly { at: number; value: number }[]) =>
    points.map(({ at, value }, i) => `${i ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('');
  const items: LegendItem[] = [
    { label: words.ideal, mark: 'line', color: ink('muted'), dash: '3 4' },
    ...(calibration.curve.length > 1 ? [{ label: words.curve, mark: 'band' as const }] : []),
    ...(calibration.groups.length > 0
      ? [{ label: words.groups, mark: 'dot' as const, color: ink('ink') }]
      : []),
  ];
  const legend = below.bottom + 46;
  return (
    <Drawing width={width} height={legend + legendHeight(items)} description={description}>
      <clipPath id={clip}>
        <rect x={area.left} y={area.top} width={side} height={side} />
      </clipPath>
      <LeftAxis area={area} scale={y} ticks={ticks} label={yLabel} write={write} />
      <BottomAxis area={{ ...below, top: area.top }} scale={x} ticks={ticks} label={xLabel} write={write} />
      {people && <line x1={left} x2={area.right} y1={area.bottom} y2={area.bottom} stroke={ink('muted')} />}
      <g clipPath={`url(#${clip})`}>
        {bands(calibration.curve).map((run) => (
          <path
            key={run[0].at}
            d={`${line(run.map(({ at, high }) => ({ at, value: high! })))}${line(
              [...run].reverse().map(({ at, low }) => ({ at, value: low! })),
            ).replace('M', 'L')}Z`}
            fill={ink('tint')}
            fillOpacity={0.75}
          />
        ))}
        <line
          x1={x(domain[0])}
          y1={y(domain[0])}
          x2={x(domain[1])}
          y2={y(domain[1])}
          stroke={ink('muted')}
          strokeWidth={1.5}
          strokeDasharray="3 4"
        />
        <path
          d={line(calibration.curve.map(({ at, observed }) => ({ at, value: observed })))}
          fill="none"
          stroke={ink('accent')}
          strokeWidth={2}
          strokeLinejoin="round"
        />
        {calibration.groups.map(({ predicted, observed, low, high }) => (
          <g key={predicted}>
            {low !== null && high !== null && (
              <path d={`M${x(predicted)} ${y(low)}V${y(high)}`} stroke={ink('ink')} strokeWidth={1.2} />
            )}
            <circle cx={x(predicted)} cy={y(observed)} r={3.5} fill={ink('ink')} />
          </g>
        ))}
      </g>
      {people && <People area={below} x={x} {...people} />}
      <Legend x={left} y={legend} width={side} items={items} />
    </Drawing>
  );
}

interface PeopleProps {
  area: Area;
  x: Scale;
  up: readonly number[];
  down: readonly number[];
  label: string;
}

/** Spikes of how many have each prediction: with the outcome above the line, without it below. */
function People({ area, x, up, down, label }: PeopleProps) {
  const middle = (area.top + area.bottom) / 2;
  const most = Math.max(1, ...up, ...down);
  const reach = STRIP / 2 - 6;
  const spikes = (counts: readonly number[], sign: 1 | -1) =>
    counts
      .map((count, i) => ({ at: x((i + 0.5) / counts.length), length: (count / most) * reach }))
      .filter(({ at, length }) => length > 0 && at <= area.right)
      .map(({ at, length }) => `M${at.toFixed(1)} ${middle}v${(-sign * Math.max(1, length)).toFixed(1)}`)
      .join('');
  return (
    <g>
      <title>{label}</title>
      <path
        d={spikes(up, 1) + spikes(down, -1)}
        stroke={ink('muted')}
        strokeWidth={Math.max(1.5, (x(1) - x(0)) / up.length - 1.5)}
      />
      <line x1={area.left} x2={area.right} y1={middle} y2={middle} stroke={ink('ink')} />
      {(['+', '−'] as const).map((sign, i) => (
        <text
          key={sign}
          x={area.left - 8}
          y={middle + (i ? 14 : -14)}
          dy="0.35em"
          textAnchor="end"
          fontSize={12}
          fill={ink('muted')}
        >
          {sign}
        </text>
      ))}
    </g>
  );
}
