import type { ShapColumn } from '../../study/results/explanation';
import { type Area, BottomAxis } from '../charts/axis';
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
  high: string;
  columns: readonly ShapColumn[];
  nameOf(column: ShapColumn): string;
  output: number;
  write(value: number): string;
}

const ROW = 34;
const DOT = 2.2;

/** Blue to vermillion; lighter in the middle, so that low and high stay apart in grey by their rings. */
const colour = (height: number | null) =>
  height === null ? GREY : height < 0.34 ? BLUE : height > 0.66 ? VERMILLION : GREY;

/** A dot a patient at the mean of its group: low cells filled, high cells as rings of the other colour. */
export function ShapChart(props: Props) {
  const { width, columns, output, nameOf, write } = props;
  const names = Math.min(Math.max(...columns.map((c) => textWidth(nameOf(c), 12))) + 12, width * 0.34);
  const area: Area = { left: names, right: width - 12, top: 26, bottom: 26 + columns.length * ROW };
  const domain = nice(extent([0, ...columns.flatMap((c) => c.outputs[output].swarm.map((g) => g.value))]), 4);
  const x = linear(domain, [area.left, area.right]);
  return (
    <Drawing width={width} height={area.bottom + 42} description={props.description}>
      <g transform={`translate(${area.left} 10)`} fontSize={11} fill={ink('muted')}>
        <circle cx={4} r={4} fill={BLUE} />
        <text x={12} dy="0.35em">
          {props.low}
        </text>
        <circle cx={textWidth(props.low, 11) + 32} r={3.4} fill="none" stroke={VERMILLION} strokeWidth={2} />
        <text x={textWidth(props.low, 11) + 41} dy="0.35em">
          {props.high}
        </text>
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
            {dots.map((dot, k) => {
              const ring = (dot.height ?? 0) > 0.66;
              return (
                <circle
                  // biome-ignore lint/suspicious/noArrayIndexKey: dots are alike and never move
                  key={k}
                  cx={dot.x}
                  cy={dot.y}
                  r={ring ? DOT - 0.5 : DOT}
                  fill={ring ? 'none' : colour(dot.height)}
                  stroke={ring ? VERMILLION : 'none'}
                  strokeWidth={ring ? 1.3 : 0}
                />
              );
            })}
          </g>
        );
      })}
    </Drawing>
  );
}
