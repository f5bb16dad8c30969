import { formatPercent } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { linear, nice, ticks } from './scale';
import { fitText, textWidth } from './text-width';
import { ThresholdLines, type ThresholdMarks } from './threshold-lines';

/** How many rows of a class are in each of equal bins of [0, 1]. */
export interface RiskClass {
  label: string;
  color: string;
  counts: readonly number[];
}

interface RiskChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  /** Those with the outcome are drawn upwards, those without it downwards. */
  up: RiskClass;
  down: RiskClass;
  domain: readonly [number, number];
  threshold: ThresholdMarks;
}

const PALE = 0.4;

/** Mirrored histograms of the predicted risk; each class by its own size, so that a rare one is seen. */
export function RiskChart({
  width,
  description,
  xLabel,
  yLabel,
  up,
  down,
  domain,
  threshold,
}: RiskChartProps) {
  const left = 58;
  const side = width - left - 18;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side * 0.82 };
  const shares = [up, down].map(({ counts }) => {
    const all = Math.max(
      1,
      counts.reduce((sum, count) => sum + count, 0),
    );
    return counts.map((count) => count / all);
  });
  const most = nice([0, Math.max(0.01, ...shares[0], ...shares[1])], 3)[1];
  const x = linear(domain, [area.left, area.right]);
  const y = linear([-most, most], [area.bottom, area.top]);
  const marks = ticks([0, most], 3);
  return (
    <Drawing width={width} height={area.bottom + 42} description={description}>
      <BottomAxis area={area} scale={x} ticks={ticks(domain, 5)} label={xLabel} write={formatPercent} />
      <LeftAxis
        area={area}
        scale={y}
        ticks={[...marks.slice(1).map((tick) => -tick), ...marks]}
        label={yLabel}
        write={(value) => formatPercent(Math.abs(value))}
      />
      {[up, down].map(({ label, color, counts }, side) =>
        shares[side].map((share, i) => {
          const [from, to] = [i / counts.length, (i + 1) / counts.length];
          if (share === 0 || to > domain[1] + 1e-9) return null;
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place
              key={`${label}-${i}`}
              x={x(from) + 0.5}
              width={Math.max(1, x(to) - x(from) - 1)}
              y={side ? y(0) : y(share)}
              height={y(0) - y(share)}
              fill={color}
              fillOpacity={(from + to) / 2 < threshold.current ? PALE : 1}
            />
          );
        }),
      )}
      <line x1={area.left} x2={area.right} y1={y(0)} y2={y(0)} stroke={ink('ink')} />
      <ThresholdLines area={area} scale={x} {...threshold} />
      {[up, down].map(({ label }, i) => {
        const text = fitText(label, 12, side - 16);
        const at = { x: area.right - 6, y: i ? area.bottom - 12 : area.top + 14 };
        const wide = textWidth(text, 12) + 10;
        return (
          <g key={label}>
            <rect
              x={at.x + 5 - wide}
              y={at.y - 9}
              width={wide}
              height={18}
              fill={ink('paper')}
              fillOpacity={0.85}
            />
            <text {...at} dy="0.35em" textAnchor="end" fontSize={12} fill={ink('ink')}>
              {text}
            </text>
          </g>
        );
      })}
    </Drawing>
  );
}
