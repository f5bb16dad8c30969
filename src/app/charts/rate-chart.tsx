import { valueText } from '../ui/value-text';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { extent, linear, nice, ticks } from './scale';

interface RateChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  points: readonly { rate: number; loss: number }[];
  /** The proposed band, and the rate in it at which the loss fell fastest. */
  range: { low: number; high: number; steepest: number } | null;
  words: { range: string; steepest: string };
}

/**
 * The losses to draw: up to where training blows up, which is cut off a little above the loss of the untrained net. In
 * full it would flatten the fall that the figure is about.
 */
function withoutBlast(points: RateChartProps['points']): RateChartProps['points'] {
  const least = Math.min(...points.map(({ loss }) => loss));
  const top = points[0].loss + 0.5 * (points[0].loss - least || points[0].loss);
  const end = points.findIndex(({ loss }) => loss > top);
  return end < 0 ? points : [...points.slice(0, end), { ...points[end], loss: top }];
}

/** Loss by learning rate, which stands on a logarithmic scale, and the band of rates to search. */
export function RateChart({ width, description, xLabel, yLabel, points, range, words }: RateChartProps) {
  const area: Area = { left: 58, right: width - 12, top: 24, bottom: 24 + width * 0.45 };
  const shown = withoutBlast(points);
  const across = extent(points.map(({ rate }) => Math.log10(rate)));
  const up = nice(extent(shown.map(({ loss }) => loss)), 4);
  const x = linear(across, [area.left, area.right]);
  const y = linear(up, [area.bottom, area.top]);
  const at = (rate: number) => x(Math.log10(rate));
  const d = shown
    .map(({ rate, loss }, i) => `${i ? 'L' : 'M'}${at(rate).toFixed(1)} ${y(loss).toFixed(1)}`)
    .join('');
  const decades = ticks(across, Math.round(across[1] - across[0])).filter(Number.isInteger);
  const legend = area.bottom + 56;
  return (
    <Drawing width={width} height={range ? legend + 32 : legend - 12} description={description}>
      {range && (
        <rect
          x={at(range.low)}
          width={at(range.high) - at(range.low)}
          y={area.top}
          height={area.bottom - area.top}
          fill={ink('tint')}
        />
      )}
      <BottomAxis
        area={area}
        scale={x}
        ticks={decades}
        label={xLabel}
        write={(decade) => valueText(Number((10 ** decade).toPrecision(1)))}
        grid={false}
      />
      <LeftAxis area={area} scale={y} ticks={ticks(up, 4)} label={yLabel} write={2} />
      {range && (
        <line
          x1={at(range.steepest)}
          x2={at(range.steepest)}
          y1={area.top}
          y2={area.bottom}
          stroke={ink('ink')}
          strokeDasharray="1 3"
        />
      )}
      <path d={d} fill="none" stroke={ink('accent')} strokeWidth={2} />
      {range && (
        <g fontSize={12} fill={ink('ink')}>
          <rect x={area.left} y={legend - 6} width={26} height={12} fill={ink('tint')} />
          <text x={area.left + 34} y={legend} dy="0.35em">
            {words.range}
          </text>
          <line
            x1={area.left}
            x2={area.left + 26}
            y1={legend + 18}
            y2={legend + 18}
            stroke={ink('ink')}
            strokeDasharray="1 3"
          />
          <text x={area.left + 34} y={legend + 18} dy="0.35em">
            {words.steepest}
          </text>
        </g>
      )}
    </Drawing>
  );
}
