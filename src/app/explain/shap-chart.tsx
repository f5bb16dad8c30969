import type { ShapColumn } from '../../study/results/explanation';
import { type Area, BottomAxis } from '../charts/axis';
import type { AxisText } from '../charts/axis-text';
import { Drawing } from '../charts/drawing';
import { ink } from '../charts/figure-colors';
import { BLUE, GREY, VERMILLION } from '../charts/palette';
import { extent, linear, nice, ticks } from '../charts/scale';
import { fitText, textWidth } from '../charts/text-width';
import { heights } from './outputs';

interface Props {
  width: number;
  description: string;
  label: string;
  low: string;
  between: string;
  high: string;
  columns: readonly ShapColumn[];
  nameOf(column: ShapColumn): string;
  output: number;
  write: AxisText;
}

const ROW = 34;
const DOT = 2.2;
const PALE = 0.5;

/** Filled blue for low, a ring of vermillion for high, pale between: three looks that stay apart in grey. */
const look = (height: number | null) =>
  height !== null && height > 0.66
    ? { r: DOT - 0.5, fill: 'none', stroke: VERMILLION, strokeWidth: 1.3 }
    : {
        r: DOT,
        fill: height !== null && height < 0.34 ? BLUE : GREY,
        fillOpacity: height === null ? 1 : height < 0.34 ? 1 : PALE,
      };

/** A dot a patient at the mean of its group. */
export function ShapChart(props: Props) {
  const { width, columns, output, nameOf, write } = props;
  const names = Math.min(Math.max(...columns.map((c) => textWidth(nameOf(c), 12))) + 12, width * 0.34);
  const area: Area = { left: names, right: width - 12, top: 26, bottom: 26 + columns.length * ROW };
  const domain = nice(extent([0, ...columns.flatMap((c) => c.outputs[output].swarm.map((g) => g.value))]), 4);
  const x = linear(domain, [area.left, area.right]);
  let at = 0;
  const legend = [
    { text: props.low, height: 0 },
    { text: props.between, height: 0.5 },
    { text: props.high, height: 1 },
  ].map((entry) => {
    const here = at;
    at += textWidth(entry.text, 11) + 28;
    return { ...entry, x: here };
  });
  return (
    <Drawing width={width} height={area.bottom + 42} description={props.description}>
      <g transform={`translate(${area.left} 10)`} fontSize={11} fill={ink('muted')}>
        {legend.map(({ text, height, x: at }) => (
          <g key={text} transform={`translate(${at} 0)`}>
            <g transform={`translate(4 0) scale(${4 / DOT})`}>
              <circle {...look(height)} />
            </g>
            <text x={12} dy="0.35em">
              {text}
            </text>
          </g>
        ))}
      </g>
      <BottomAxis area={area} scale={x} ticks={ticks(domain, 4)} label={props.label} write={write} />
      <line x1={x(0)} x2={x(0)} y1={area.top} y2={area.bottom} stroke={ink('ink')} />
      {columns.map((column, i) => {
        const middle = area.top + (i + 0.5) * ROW;
        const order = heights(column.bins);
        const taken = new Map<number, number>();
        const dots = column.outputs[output].swarm.flatMap((group) =>
          Array.from({ length: group.n }, () => {
            const slot = Math.round(x(group.value) / (2 * DOT));
            const level = taken.get(slot) ?? 0;
            taken.set(slot, level + 1);
            const step = Math.ceil(level / 2) * (level % 2 ? -1 : 1) * 2 * DOT;
            return {
              x: slot * 2 * DOT,
              y: middle + Math.max(-14, Math.min(14, step)),
              height: order[group.bin],
            };
          }),
        );
        return (
          <g key={column.column}>
            <text x={names - 8} y={middle} dy="0.35em" textAnchor="end" fontSize={12} fill={ink('ink')}>
              <title>{nameOf(column)}</title>
              {fitText(nameOf(column), 12, names - 12)}
            </text>
            {dots.map((dot, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: dots are alike and never move
              <circle key={k} cx={dot.x} cy={dot.y} {...look(dot.height)} />
            ))}
          </g>
        );
      })}
    </Drawing>
  );
}
