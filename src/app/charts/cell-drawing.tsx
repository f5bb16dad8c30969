import type { CellEdge, CellSketch } from '../../models/cell-sketch';
import { ink } from './figure-colors';
import { BLUE, GREEN, GREY, VERMILLION } from './palette';

export interface CellWords {
  title: string;
  /** What enters, the two points between, what leaves. */
  points: readonly [string, string, string, string];
  operation: Record<CellEdge['operation'], string>;
}

const [RADIUS, MARGIN] = [15, 30];
/** Of the title, and of what stands below the points where no edge goes lower. */
const [TITLE, BELOW] = [18, 36];
const FARTHEST = 170;
/** How high an edge goes over the points between; the way round A goes above them, round B below. */
const RISE: Record<string, number> = { '02': 46, '03': 88, '13': -46 };

const LOOKS: Record<CellEdge['operation'], { color: string; width: number; dash?: string }> = {
  conv3: { color: BLUE, width: 3 },
  conv1: { color: GREEN, width: 2 },
  pool3: { color: VERMILLION, width: 2 },
  skip: { color: GREY, width: 2, dash: '6 3' },
};
/** Of what changes nothing. */
const DEAD = { color: ink('muted'), width: 1, dash: '1.5 4' };

const riseOf = ({ from, to }: CellEdge): number => RISE[`${from}${to}`] ?? 0;

/** Of the points, from the top of the drawing. */
const axisOf = ({ edges }: CellSketch): number => TITLE + Math.max(RADIUS, ...edges.map(riseOf)) + 22;

export const cellHeight = (cell: CellSketch): number =>
  axisOf(cell) + Math.max(BELOW, ...cell.edges.map((edge) => 20 - riseOf(edge)));

/** A cell as a graph of its four points, an edge with its operation where there is one. */
export function CellDrawing({ width, cell, words }: { width: number; cell: CellSketch; words: CellWords }) {
  const apart = Math.min(FARTHEST, (width - 2 * MARGIN) / 3);
  const left = Math.max(MARGIN, (width - 3 * apart) / 2);
  const at = (point: number) => left + point * apart;
  const axis = axisOf(cell);
  return (
    <g>
      <text x={0} y={10} fontSize={12} fontWeight={600} fill={ink('ink')}>
        {words.title}
      </text>
      {cell.edges.map((edge) => (
        <Edge
          key={`${edge.from}${edge.to}`}
          edge={edge}
          axis={axis}
          from={at(edge.from)}
          to={at(edge.to)}
          label={words.operation[edge.operation]}
        />
      ))}
      {words.points.map((name, point) => (
        <g key={name} transform={`translate(${at(point)} ${axis})`}>
          <circle r={RADIUS} fill={ink('tint')} stroke={ink('accent')} />
          {point === 0 || point === 3 ? (
            <text y={RADIUS + 15} textAnchor="middle" fontSize={12} fontWeight={600} fill={ink('ink')}>
              {name}
            </text>
          ) : (
            <text dy="0.35em" textAnchor="middle" fontSize={12} fontWeight={600} fill={ink('ink')}>
              {name}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

interface EdgeProps {
  edge: CellEdge;
  /** Height of the points. */
  axis: number;
  from: number;
  to: number;
  label: string;
}

function Edge({ edge, axis, from, to, label }: EdgeProps) {
  const { color, width, dash } = edge.live ? LOOKS[edge.operation] : DEAD;
  const rise = riseOf(edge);
  const middle = (from + to) / 2;
  // The bend of a quadratic curve is half as high as its middle point.
  const [dx, dy] = [middle - from, -2 * rise];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const end = { x: to - ux * (RADIUS + 3), y: axis + uy * (RADIUS + 3) };
  const angle = (Math.atan2(-uy, ux) * 180) / Math.PI;
  return (
    <g>
      <path
        d={`M${from + ux * RADIUS} ${axis + uy * RADIUS}Q${middle} ${axis - 2 * rise} ${end.x - ux * 5} ${end.y + uy * 5}`}
        fill="none"
        stroke={color}
        strokeWidth={width}
        strokeDasharray={dash}
      />
      <path d="M2 0l-9 -4.5v9z" fill={color} transform={`translate(${end.x} ${end.y}) rotate(${angle})`} />
      <text
        x={middle}
        y={axis - rise + (rise < 0 ? 14 : -10)}
        textAnchor="middle"
        fontSize={12}
        fill={ink(edge.live ? 'ink' : 'muted')}
        stroke={ink('paper')}
        strokeWidth={4}
        paintOrder="stroke"
      >
        {label}
      </text>
    </g>
  );
}
