import { type Area, BottomAxis } from './axis';
import type { AxisText } from './axis-text';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { extent, linear, nice, ticks } from './scale';
import { fitText, textWidth } from './text-width';

export interface Bar {
  name: string;
  value: number;
  low: number;
  high: number;
  /** The number and its interval in words, beside the bar where there is room. */
  text: string;
}

interface BarChartProps {
  width: number;
  description: string;
  label: string;
  bars: Bar[];
  write: AxisText;
}

const ROW = 26;
const FONT = 12;

/** Horizontal bars from zero with their intervals as whiskers, in the order given. */
export function BarChart({ width, description, label, bars, write }: BarChartProps) {
  const widest = Math.max(...bars.map((b) => textWidth(b.name, FONT)));
  const names = Math.min(widest + 12, width * 0.36);
  const texts = width >= 520 ? Math.max(...bars.map((b) => textWidth(b.text, 11))) + 16 : 16;
  const area: Area = { left: names, right: width - texts, top: 4, bottom: 4 + bars.length * ROW };
  const domain = nice(extent([0, ...bars.flatMap((b) => [b.value, b.low, b.high])]), 4);
  const x = linear(domain, [area.left, area.right]);
  const marks = ticks(domain, width >= 520 ? 5 : 3);
  return (
    <Drawing width={width} height={area.bottom + 42} description={description}>
      <BottomAxis area={area} scale={x} ticks={marks} label={label} write={write} />
      {bars.map((bar, i) => {
        const middle = area.top + (i + 0.5) * ROW;
        const from = Math.min(x(0), x(bar.value));
        return (
          <g key={bar.name}>
            <text x={names - 8} y={middle} dy="0.35em" textAnchor="end" fontSize={FONT} fill={ink('ink')}>
              <title>{bar.name}</title>
              {fitText(bar.name, FONT, names - 12)}
            </text>
            <rect
              x={from}
              y={middle - 7}
              width={Math.abs(x(bar.value) - x(0))}
              height={14}
              fill={ink('tint')}
              stroke={ink('accent')}
            />
            <path
              d={`M${x(bar.low)} ${middle}H${x(bar.high)}M${x(bar.low)} ${middle - 4}v8M${x(bar.high)} ${middle - 4}v8`}
              stroke={ink('ink')}
              strokeWidth={1.5}
            />
            {width >= 520 && (
              <text x={width} y={middle} dy="0.35em" textAnchor="end" fontSize={11} fill={ink('muted')}>
                {bar.text}
              </text>
            )}
          </g>
        );
      })}
      <line x1={x(0)} x2={x(0)} y1={area.top} y2={area.bottom} stroke={ink('ink')} />
    </Drawing>
  );
}
