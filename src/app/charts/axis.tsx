import { type AxisText, tickTexts } from './axis-text';
import { ink } from './figure-colors';
import type { Scale } from './scale';
import { fitText, textWidth } from './text-width';

/** Of an upright label, in pixels. */
const FONT = 12;
const LEAST = 9;

/** The plot area inside a drawing, in pixels. */
export interface Area {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface AxisProps {
  area: Area;
  scale: Scale;
  ticks: number[];
  label: string;
  write: AxisText;
  grid?: boolean;
}

/** Below the plot. */
export function BottomAxis({ area, scale, ticks, label, write, grid = true }: AxisProps) {
  const texts = tickTexts(ticks, write);
  return (
    <g>
      {ticks.map((tick, i) => (
        <g key={tick} transform={`translate(${scale(tick)} 0)`}>
          {grid && <line y1={area.top} y2={area.bottom} stroke={ink('grid')} />}
          <line y1={area.bottom} y2={area.bottom + 4} stroke={ink('muted')} />
          <text y={area.bottom + 16} textAnchor="middle" fontSize={11} fill={ink('muted')}>
            {texts[i]}
          </text>
        </g>
      ))}
      <line x1={area.left} x2={area.right} y1={area.bottom} y2={area.bottom} stroke={ink('muted')} />
      <text
        x={(area.left + area.right) / 2}
        y={area.bottom + 34}
        textAnchor="middle"
        fontSize={12}
        fill={ink('ink')}
      >
        {label}
      </text>
    </g>
  );
}

/** Left of the plot; its label stands upright in the margin, smaller where the plot is lower than it is long. */
export function LeftAxis({ area, scale, ticks, label, write, grid = true }: AxisProps) {
  const texts = tickTexts(ticks, write);
  const middle = (area.top + area.bottom) / 2;
  const room = area.bottom - area.top + 8;
  const size = Math.max(LEAST, Math.min(FONT, (FONT * room) / textWidth(label, FONT)));
  return (
    <g>
      {ticks.map((tick, i) => (
        <g key={tick} transform={`translate(0 ${scale(tick)})`}>
          {grid && <line x1={area.left} x2={area.right} stroke={ink('grid')} />}
          <line x1={area.left - 4} x2={area.left} stroke={ink('muted')} />
          <text x={area.left - 7} dy="0.35em" textAnchor="end" fontSize={11} fill={ink('muted')}>
            {texts[i]}
          </text>
        </g>
      ))}
      <line x1={area.left} x2={area.left} y1={area.top} y2={area.bottom} stroke={ink('muted')} />
      <text
        transform={`translate(13 ${middle}) rotate(-90)`}
        textAnchor="middle"
        fontSize={size}
        fill={ink('ink')}
      >
        {fitText(label, size, room + 1)}
      </text>
    </g>
  );
}
