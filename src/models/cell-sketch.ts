import type { ParamValues } from '../study/params';

/** What an edge of a cell does to the maps that pass it; pool3 is a mean over 3 × 3 pixels. */
export type CellOperation = 'skip' | 'conv1' | 'conv3' | 'pool3';
type Choice = CellOperation | 'none';

export interface CellEdge {
  from: number;
  to: number;
  operation: CellOperation;
  /** On a way from what enters the cell to what leaves it; the others change nothing. */
  live: boolean;
}

/** A cell of four points, 0 what enters and 3 what leaves; a point is the sum of what arrives (Dong & Yang 2020). */
export interface CellSketch {
  points: 4;
  edges: CellEdge[];
}

const CHOICES: readonly Choice[] = ['none', 'skip', 'conv1', 'conv3', 'pool3'];
const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
  [0, 3],
  [1, 3],
  [2, 3],
] as const;

/** The cell that a configuration describes by `edge01` to `edge23`; null where it describes none. */
export function cellOf(params: ParamValues): CellSketch | null {
  const edges: Omit<CellEdge, 'live'>[] = [];
  for (const [from, to] of PAIRS) {
    const operation = CHOICES.find((choice) => choice === params[`edge${from}${to}`]);
    if (!operation) return null;
    if (operation !== 'none') edges.push({ from, to, operation });
  }
  const fromStart = reached(edges, 0, 'from', 'to');
  const fromEnd = reached(edges, 3, 'to', 'from');
  return {
    points: 4,
    edges: edges.map((edge) => ({ ...edge, live: fromStart.has(edge.from) && fromEnd.has(edge.to) })),
  };
}

/** Points that are reached from one by going along the edges from their `tail` to their `head`. */
function reached(
  edges: readonly Omit<CellEdge, 'live'>[],
  start: number,
  tail: 'from' | 'to',
  head: 'from' | 'to',
): Set<number> {
  const seen = new Set([start]);
  for (const point of seen) for (const edge of edges) if (edge[tail] === point) seen.add(edge[head]);
  return seen;
}
