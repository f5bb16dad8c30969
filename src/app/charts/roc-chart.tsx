import { formatFixed } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { linear } from './scale';
import { fitText } from './text-width';

export interface RocCurve {
  label: string;
  color: string;
  /** [false-positive rate, true-positive rate, threshold]. */
  points: readonly (readonly [number, number, number])[];
}

interface RocChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  curves: RocCurve[];
  /** Where the chosen threshold stands on the one curve. */
  operating: { fpr: number; tpr: number; label: string } | null;
}

/** Curves stay apart in grey too. */
const DASHES = [undefined, '7 3', '2 3', '8 3 2 3', '12 4', '4 2 1 2 1 2'];
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];
const LEGEND_LINE = 18;

const path = (curve: RocCurve, x: (v: number) => number, y: (v: number) => number): string =>
  curve.points.map(([fpr, tpr], i) => `${i ? 'L' : 'M'}${x(fpr).toFixed(1)} ${y(tpr).toFixed(1)}`).join('');

/** Receiver operating characteristic: a square, the diagonal of chance, and the operating point. */
export function RocChart({ width, description, xLabel, yLabel, curves, operating }: RocChartProps) {
  const left = 50;
  const side = width - left - 12;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side };
  const x = linear([0, 1], [area.left, area.right]);
  const y = linear([0, 1], [area.bottom, area.top]);
  const legend = curves.length > 1 || operating ? area.bottom + 58 : area.bottom + 42;
  const lines = (curves.length > 1 ? curves.length : 0) + (operating ? 1 : 0);
  const write = (value: number) => formatFixed(value, 1);
  return (
    <Drawing width={width} height={legend + lines * LEGEND_LINE - (lines ? 8 : 0)} description={description}>
      <BottomAxis area={area} scale={x} ticks={TICKS} label={xLabel} write={write} />
      <LeftAxis area={area} scale={y} ticks={TICKS} label={yLabel} write={write} />
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke={ink('muted')} strokeDasharray="3 4" />
      {curves.map((curve, i) => (
        <path
          key={curve.label}
          d={path(curve, x, y)}
          fill="none"
          stroke={curve.color}
          strokeWidth={2}
          strokeLinejoin="round"
          strokeDasharray={DASHES[i % DASHES.length]}
        />
      ))}
      {operating && <Marker x={x(operating.fpr)} y={y(operating.tpr)} />}
      {curves.length > 1 &&
        curves.map((curve, i) => (
          <g key={curve.label} transform={`translate(${left} ${legend + i * LEGEND_LINE})`}>
            <line x2={26} stroke={curve.color} strokeWidth={2} strokeDasharray={DASHES[i % DASHES.length]} />
            <text x={34} dy="0.35em" fontSize={12} fill={ink('ink')}>
              {fitText(curve.label, 12, side - 34)}
            </text>
          </g>
        ))}
      {operating && (
        <g transform={`translate(${left} ${legend + (lines - 1) * LEGEND_LINE})`}>
          <Marker x={13} y={0} />
          <text x={34} dy="0.35em" fontSize={12} fill={ink('ink')}>
            {fitText(operating.label, 12, side - 34)}
          </text>
        </g>
      )}
    </Drawing>
  );
}

const Marker = ({ x, y }: { x: number; y: number }) => (
  <circle cx={x} cy={y} r={5} fill={ink('paper')} stroke={ink('ink')} strokeWidth={2} />
);
