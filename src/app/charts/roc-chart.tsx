import { formatFixed } from '../ui/number';
import { type Area, BottomAxis, LeftAxis } from './axis';
import { dashOf } from './dashes';
import { Drawing } from './drawing';
import { ink } from './figure-colors';
import { Legend, type LegendItem, legendHeight, PointMark } from './legend';
import { linear } from './scale';

export interface RocCurve {
  label: string;
  color: string;
  /** [false-positive rate, true-positive rate, threshold]. */
  points: readonly (readonly [number, number, number])[];
}

export interface RocMark {
  fpr: number;
  tpr: number;
  label: string;
  /** Only marked: another threshold is in use. */
  hollow?: boolean;
}

interface RocChartProps {
  width: number;
  description: string;
  xLabel: string;
  yLabel: string;
  curves: RocCurve[];
  /** Where thresholds stand on the first curve. */
  marks: RocMark[];
}

const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

const path = (curve: RocCurve, x: (v: number) => number, y: (v: number) => number): string =>
  curve.points.map(([fpr, tpr], i) => `${i ? 'L' : 'M'}${x(fpr).toFixed(1)} ${y(tpr).toFixed(1)}`).join('');

/** Receiver operating characteristic: a square, the diagonal of chance, and the operating points. */
export function RocChart({ width, description, xLabel, yLabel, curves, marks }: RocChartProps) {
  const left = 50;
  const side = width - left - 12;
  const area: Area = { left, right: left + side, top: 8, bottom: 8 + side };
  const x = linear([0, 1], [area.left, area.right]);
  const y = linear([0, 1], [area.bottom, area.top]);
  const items: LegendItem[] = [
    ...(curves.length > 1
      ? curves.map(({ label, color }, i) => ({ label, color, mark: 'line' as const, dash: dashOf(i) }))
      : []),
    ...marks.map(({ label, hollow }) => ({
      label,
      mark: hollow ? ('hollow' as const) : ('circle' as const),
    })),
  ];
  const legend = area.bottom + 46;
  const write = (value: number) => formatFixed(value, 1);
  return (
    <Drawing width={width} height={legend + legendHeight(items)} description={description}>
      <BottomAxis area={area} scale={x} ticks={TICKS} label={xLabel} write={write} />
      <LeftAxis area={area} scale={y} ticks={TICKS} label={yLabel} write={write} />
      <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} stroke={ink('muted')} strokeDasharray="3 4" />
      {/* The first curve lies on top. */}
      {curves
        .map((curve, i) => (
          <path
            key={curve.label}
            d={path(curve, x, y)}
            fill="none"
            stroke={curve.color}
            strokeWidth={2}
            strokeLinejoin="round"
            strokeDasharray={dashOf(i)}
          />
        ))
        .reverse()}
      {[...marks].reverse().map(({ fpr, tpr, label, hollow }) => (
        <PointMark key={label} x={x(fpr)} y={y(tpr)} hollow={hollow} />
      ))}
      <Legend x={left} y={legend} width={side} items={items} />
    </Drawing>
  );
}
