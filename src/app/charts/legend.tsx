import { ink } from './figure-colors';
import { fitText } from './text-width';

export interface LegendItem {
  label: string;
  /** circle: what a chosen threshold is drawn as, `hollow` where it is only marked. */
  mark: 'line' | 'band' | 'dot' | 'circle' | 'hollow';
  color?: string;
  dash?: string;
  /** Pixels; 2 unless told. */
  thick?: number;
}

const LINE = 18;

/** Height of a legend in pixels. */
export const legendHeight = (items: readonly LegendItem[]): number => items.length * LINE;

interface LegendProps {
  x: number;
  /** Top of the first line. */
  y: number;
  width: number;
  items: readonly LegendItem[];
}

/** What the marks of a figure are, a line each; part of the drawing, so that a downloaded one explains itself. */
export function Legend({ x, y, width, items }: LegendProps) {
  return (
    <g>
      {items.map((item, i) => (
        <g key={item.label} transform={`translate(${x} ${y + (i + 0.5) * LINE})`}>
          <Swatch {...item} />
          <text x={34} dy="0.35em" fontSize={12} fill={ink('ink')}>
            {fitText(item.label, 12, width - 34)}
          </text>
        </g>
      ))}
    </g>
  );
}

function Swatch({ mark, color = ink('accent'), dash, thick = 2 }: LegendItem) {
  if (mark === 'dot') return <circle cx={13} r={3.5} fill={color} />;
  if (mark === 'circle' || mark === 'hollow') return <PointMark x={13} y={0} hollow={mark === 'hollow'} />;
  return (
    <>
      {mark === 'band' && <rect y={-6} width={26} height={12} fill={ink('tint')} />}
      <line x2={26} stroke={color} strokeWidth={thick} strokeDasharray={dash} />
    </>
  );
}

/** Where a threshold stands on a curve: full in use, hollow and small where it is only marked. */
export const PointMark = ({ x, y, hollow = false }: { x: number; y: number; hollow?: boolean }) => (
  <circle
    cx={x}
    cy={y}
    r={hollow ? 3.5 : 5}
    fill={ink(hollow ? 'paper' : 'accent')}
    stroke={ink('ink')}
    strokeWidth={hollow ? 1.5 : 2}
  />
);
