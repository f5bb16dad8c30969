import { useId } from 'react';
import type { Estimate } from '../../study/results/estimate';
import { type Area, BottomAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { linear } from './scale';
import { fitText, textWidth } from './text-width';

export interface ForestPanel {
  key: string;
  label: string;
  domain: readonly [number, number];
  ticks: number[];
  /** Ratios are as far from 1 upwards as downwards. */
  log?: boolean;
  /** The value of all rows together, or of no difference. */
  reference?: number;
  write(value: number): string;
}

export interface ForestRow {
  key: string;
  name: string;
  /** How many, in words. */
  detail: string;
  /** In the order of the panels; null where it cannot be computed. */
  estimates: (Estimate | null)[];
  /** The numbers in words, in the same order, for where there is room beside a single panel. */
  texts?: string[];
  /** Too few to say much: drawn grey, not left out. */
  faint?: boolean;
}

interface ForestChartProps {
  width: number;
  description: string;
  panels: ForestPanel[];
  rows: ForestRow[];
  /** What stands in place of a number that cannot be computed. */
  missing: string;
}

const ROW = 38;
const LEAST_PANEL = 108;
/** As wide as the halves of two ticks’ texts and a space: 100% beside 0%. */
const GAP = 34;

/** Groups one below the other, a panel a measure, each estimate with its interval as a whisker. */
export function ForestChart({ width, description, panels, rows, missing }: ForestChartProps) {
  const clip = useId();
  const widest = Math.max(
    ...rows.flatMap(({ name, detail }) => [textWidth(name, 12), textWidth(detail, 11)]),
  );
  const names = Math.min(widest + 14, width * 0.4, 240);
  const fit = Math.max(1, Math.min(panels.length, Math.floor((width - names) / (LEAST_PANEL + GAP))));
  const texts =
    panels.length === 1 && width - names > 360
      ? Math.max(...rows.map((row) => textWidth(row.texts?.[0] ?? '', 12))) + 16
      : 0;
  const across = (width - names - texts - 8) / fit;
  const block = rows.length * ROW + 54;
  const height = Math.ceil(panels.length / fit) * block;
  return (
    <Drawing width={width} height={height} description={description}>
      {panels.map((panel, p) => {
        const left = names + (p % fit) * across + GAP / 2;
        const top = Math.floor(p / fit) * block + 8;
        const area: Area = { left, right: left + across - GAP, top, bottom: top + rows.length * ROW };
        const scale = scaleOf(panel, area);
        return (
          <g key={panel.key}>
            <clipPath id={`${clip}${p}`}>
              <rect x={area.left - 6} y={area.top} width={area.right - area.left + 12} height={block} />
            </clipPath>
            <BottomAxis
              area={area}
              scale={scale}
              ticks={panel.ticks}
              label={fitText(panel.label, 12, across)}
              write={panel.write}
            />
            {panel.reference !== undefined && (
              <line
                x1={scale(panel.reference)}
                x2={scale(panel.reference)}
                y1={area.top}
                y2={area.bottom}
                stroke={ink('muted')}
                strokeWidth={1.5}
                strokeDasharray="3 4"
              />
            )}
            {rows.map((row, i) => (
              <g key={row.key}>
                {p % fit === 0 && <Name row={row} right={names - 8} y={area.top + (i + 0.5) * ROW} />}
                <g clipPath={`url(#${clip}${p})`}>
                  <Whisker
                    estimate={row.estimates[p]}
                    faint={row.faint}
                    scale={scale}
                    y={area.top + (i + 0.5) * ROW}
                    area={area}
                    missing={missing}
                  />
                </g>
                {texts > 0 && row.texts && (
                  <text
                    x={width}
                    y={area.top + (i + 0.5) * ROW}
                    dy="0.35em"
                    textAnchor="end"
                    fontSize={12}
                    fill={ink(row.faint ? 'muted' : 'ink')}
                  >
                    {row.texts[0]}
                  </text>
                )}
              </g>
            ))}
          </g>
        );
      })}
    </Drawing>
  );
}

function scaleOf({ domain, log }: ForestPanel, { left, right }: Area): (value: number) => number {
  if (!log) return linear(domain, [left, right]);
  const inner = linear([Math.log(domain[0]), Math.log(domain[1])], [left, right]);
  return (value) => inner(Math.log(Math.max(value, 1e-6)));
}

const Name = ({ row: { name, detail, faint }, right, y }: { row: ForestRow; right: number; y: number }) => (
  <g textAnchor="end">
    <text x={right} y={y - 7} dy="0.35em" fontSize={12} fill={ink(faint ? 'muted' : 'ink')}>
      <title>{name}</title>
      {fitText(name, 12, right)}
    </text>
    <text x={right} y={y + 8} dy="0.35em" fontSize={11} fill={ink('muted')}>
      {fitText(detail, 11, right)}
    </text>
  </g>
);

interface WhiskerProps {
  estimate: Estimate | null;
  faint?: boolean;
  scale(value: number): number;
  y: number;
  area: Area;
  missing: string;
}

function Whisker({ estimate, faint, scale, y, area, missing }: WhiskerProps) {
  if (!estimate || estimate.n === 0 || !Number.isFinite(estimate.estimate))
    return (
      <text
        x={(area.left + area.right) / 2}
        y={y}
        dy="0.35em"
        textAnchor="middle"
        fontSize={11}
        fill={ink('muted')}
      >
        {fitText(missing, 11, area.right - area.left)}
      </text>
    );
  const { low, high } = estimate;
  const color = ink(faint ? 'muted' : 'ink');
  return (
    <g>
      {low !== null && high !== null && (
        <path
          d={`M${scale(low)} ${y}H${scale(high)}M${scale(low)} ${y - 4}v8M${scale(high)} ${y - 4}v8`}
          stroke={color}
          strokeWidth={1.5}
        />
      )}
      <rect
        x={scale(estimate.estimate) - 4}
        y={y - 4}
        width={8}
        height={8}
        fill={faint ? ink('paper') : ink('accent')}
        stroke={color}
        strokeWidth={1.2}
      />
    </g>
  );
}
