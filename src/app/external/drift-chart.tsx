import { type Area, BottomAxis } from '../charts/axis';
import { Drawing } from '../charts/drawing';
import { ink } from '../charts/figure-colors';
import { linear, nice, ticks } from '../charts/scale';
import { fitText, textWidth } from '../charts/text-width';

interface Props {
  width: number;
  description: string;
  label: string;
  /** Where the dashed line stands. */
  notable: number;
  /** Largest first; without sign. */
  rows: { name: string; value: number }[];
}

const ROW = 20;

/** Standardized differences as dots on their rows: the Love plot of papers on balance. */
export function DriftChart({ width, description, label, notable, rows }: Props) {
  const most = Math.min(width * 0.4, 180);
  const names = rows.map(({ name }) => fitText(name, 12, most));
  const left = Math.max(...names.map((name) => textWidth(name, 12))) + 16;
  const area: Area = { left, right: width - 12, top: 8, bottom: 8 + rows.length * ROW };
  const domain = nice([0, Math.max(2 * notable, ...rows.map(({ value }) => value))]);
  const x = linear(domain, [area.left, area.right]);
  return (
    <Drawing width={width} height={area.bottom + 42} description={description}>
      <BottomAxis area={area} scale={x} ticks={ticks(domain, 4)} label={label} write={1} />
      <line
        x1={x(notable)}
        x2={x(notable)}
        y1={area.top}
        y2={area.bottom}
        stroke={ink('muted')}
        strokeDasharray="3 4"
      />
      {rows.map(({ name, value }, i) => {
        const y = area.top + (i + 0.5) * ROW;
        return (
          <g key={name}>
            <text x={left - 8} y={y} dy="0.35em" textAnchor="end" fontSize={12} fill={ink('ink')}>
              {names[i]}
            </text>
            <line x1={area.left} x2={x(value)} y1={y} y2={y} stroke={ink('grid')} />
            <circle cx={x(value)} cy={y} r={4.5} fill={ink('accent')} />
          </g>
        );
      })}
    </Drawing>
  );
}
