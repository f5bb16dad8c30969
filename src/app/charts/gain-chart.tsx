import { formatPercent } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { linear } from './scale';

interface GainChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  points: readonly { share: number; gain: number }[];
}

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** Cumulative gain: which share of all events is among those with the highest predictions; the diagonal is chance. */
export function GainChart({ width, description, xLabel, yLabel, points }: GainChartProps) {
  const left = 58;
  const side = width - left - 18;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side };
  const x = linear([0, 1], [area.left, area.right]);
  const y = linear([0, 1], [area.bottom, area.top]);
  const all = [{ share: 0, gain: 0 }, ...points];
  return (
    <Drawing width={width} height={area.bottom + 42} description={description}>
      <BottomAxis area={area} scale={x} ticks={TICKS} label={xLabel} write={formatPercent} />
      <LeftAxis area={area} scale={y} ticks={TICKS} label={yLabel} write={formatPercent} />
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke={ink('muted')} strokeDasharray="3 4" />
      <path
        d={all
          .map(({ share, gain }, i) => `${i ? 'L' : 'M'}${x(share).toFixed(1)} ${y(gain).toFixed(1)}`)
          .join('')}
        fill="none"
        stroke={ink('accent')}
        strokeWidth={2}
      />
    </Drawing>
  );
}
