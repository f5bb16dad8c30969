import type { ParamValues } from '../study/params';
import { CELL_EDGES, CELL_OPERATIONS, type CellOperation, livingEdges } from './cells';
import { type GraphBuilder, stagesFor } from './graph-builder';

export interface CellEdge {
  from: number;
  to: number;
  operation: Exclude<CellOperation, 'none'>;
  /** On a way from what enters the cell to what leaves it; the others change nothing. */
  live: boolean;
}

/** A cell of four points, 0 what enters and 3 what leaves; a point is the sum of what its edges bring. */
export interface CellSketch {
  edges: CellEdge[];
}

const isOperation = (value: unknown): value is CellOperation =>
  CELL_OPERATIONS.some((operation) => operation === value);

/** The cell that a configuration describes by `edge01` to `edge23`, as it is built; null where it describes none. */
export function cellOf(params: ParamValues): CellSketch | null {
  if (!CELL_EDGES.every(({ key }) => isOperation(params[key]))) return null;
  const living = livingEdges(params);
  const lives = new Set(living.map(({ from, to }) => `${from}${to}`));
  const chosen = CELL_EDGES.map(({ key, from, to }) => ({
    from,
    to,
    operation: params[key] as CellOperation,
  }));
  const dead = chosen.filter(({ from, to }) => !lives.has(`${from}${to}`));
  const edges = [...living, ...dead].flatMap(({ operation, ...ends }) =>
    operation === 'none' ? [] : [{ ...ends, operation, live: lives.has(`${ends.from}${ends.to}`) }],
  );
  return { edges: edges.sort((a, b) => a.from - b.from || a.to - b.to) };
}

/** How often a cell stands in a stage, and in all stages of a network for such pictures. */
export function cellCounts(
  params: ParamValues,
  picture: GraphBuilder['picture'],
): { each: number; all: number } {
  const each = Number(params.depth);
  return { each, all: each * stagesFor(picture) };
}
