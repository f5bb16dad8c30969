import { ink } from './figure-colors';
import { VERMILLION } from './palette';
import { ALL_SHADES } from './shades';
import { textWidth } from './text-width';

export type Mark =
  | 'dot'
  | 'best'
  | 'step'
  | 'failed'
  | 'pruned'
  | 'above'
  | 'below'
  | 'chosen'
  | 'shades'
  | 'faint'
  | 'line';

export interface MarkItem {
  mark: Mark;
  label: string;
}

const LINE = 20;
const SWATCH = 26;
const GAP = 16;

const swatch = (mark: Mark): number => (mark === 'shades' ? 62 : SWATCH);
const widthOf = ({ mark, label }: MarkItem): number => swatch(mark) + textWidth(label, 12) + GAP;

/** Items in lines that are no wider than the drawing. */
function linesOf(items: readonly MarkItem[], width: number): MarkItem[][] {
  const lines: MarkItem[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const item of items) {
    if (used + widthOf(item) > width) {
      lines.push([]);
      used = 0;
    }
    lines[lines.length - 1].push(item);
    used += widthOf(item);
  }
  return lines;
}

export const markLegendHeight = (items: readonly MarkItem[], width: number): number =>
  linesOf(items, width).length * LINE;

/** What the marks of a figure on trials are, side by side as far as there is room. */
export function MarkLegend({
  items,
  x,
  y,
  width,
}: {
  items: readonly MarkItem[];
  x: number;
  y: number;
  width: number;
}) {
  return (
    <g>
      {linesOf(items, width).map((line, row) => {
        let left = x;
        return line.map((item) => {
          const at = left;
          left += widthOf(item);
          return (
            <g key={item.mark} transform={`translate(${at} ${y + (row + 0.5) * LINE})`}>
              <MarkShape mark={item.mark} />
              <text x={swatch(item.mark)} dy="0.35em" fontSize={12} fill={ink('ink')}>
                {item.label}
              </text>
            </g>
          );
        });
      })}
    </g>
  );
}

function MarkShape({ mark }: { mark: Mark }) {
  switch (mark) {
    case 'dot':
      return <circle cx={10} r={3.5} fill={ink('muted')} />;
    case 'best':
      return <circle cx={10} r={4.5} fill={ink('accent')} stroke={ink('ink')} strokeWidth={1.5} />;
    case 'chosen':
      return <circle cx={10} r={5} fill="none" stroke={VERMILLION} strokeWidth={2.5} />;
    case 'step':
      return <path d="M0 4h8v-8h12" fill="none" stroke={ink('accent')} strokeWidth={2} />;
    case 'failed':
      return <path d={cross(10, 0)} stroke={ink('ink')} strokeWidth={1.5} />;
    case 'pruned':
      return <path d={triangle(10, 0, 1)} fill={ink('paper')} stroke={ink('ink')} strokeWidth={1.2} />;
    case 'above':
    case 'below':
      return <path d={triangle(10, 0, mark === 'below' ? 1 : -1)} fill={ink('muted')} />;
    case 'line':
      return <path d="M0 0h20" stroke={ink('accent')} strokeWidth={3.5} />;
    case 'faint':
      return <path d="M0 0h20" stroke={ink('muted')} strokeOpacity={0.35} />;
    case 'shades':
      return (
        <>
          {ALL_SHADES.map((shade, i) => (
            <rect
              key={shade}
              x={i * 11}
              y={-5}
              width={11}
              height={10}
              fill={ink('accent')}
              fillOpacity={shade}
            />
          ))}
        </>
      );
  }
}

/** Of a trial that failed. */
export const cross = (x: number, y: number): string =>
  `M${x - 3.5} ${y - 3.5}l7 7M${x + 3.5} ${y - 3.5}l-7 7`;

/** Pointing down (1) or up (-1). */
export const triangle = (x: number, y: number, way: 1 | -1): string =>
  `M${x - 4} ${y - 3 * way}h8l-4 ${6 * way}z`;
