import type { Param, ParamValues } from '../study/params';
import type { Domain } from '../study/space';
import type { Family } from './family';
import type { GraphSpec } from './graph';
import { GraphBuilder, pictureParams, stagesFor, stem, withDefaults } from './graph-builder';
import { orders } from './optimization';

/** What may stand on an edge of a cell. skip: nothing is done; pool3: the mean of 3 × 3. */
export const CELL_OPERATIONS = ['none', 'skip', 'conv1', 'conv3', 'pool3'] as const;
export type CellOperation = (typeof CELL_OPERATIONS)[number];

interface Edge {
  key: string;
  from: number;
  to: number;
  default: CellOperation;
}

/** Edges of a cell of four nodes, each from an earlier node to a later one. The defaults are a residual block. */
export const CELL_EDGES: readonly Edge[] = [
  { key: 'edge01', from: 0, to: 1, default: 'conv3' },
  { key: 'edge02', from: 0, to: 2, default: 'none' },
  { key: 'edge12', from: 1, to: 2, default: 'conv1' },
  { key: 'edge03', from: 0, to: 3, default: 'skip' },
  { key: 'edge13', from: 1, to: 3, default: 'none' },
  { key: 'edge23', from: 2, to: 3, default: 'skip' },
];
const OUTPUT = 3;

/**
 * Edges on a way from the cell's input to its output; the others would train for nothing. Where there is no way at
 * all, the input is passed on as it is.
 */
export function livingEdges(params: ParamValues): { from: number; to: number; operation: CellOperation }[] {
  const edges = CELL_EDGES.map(({ key, from, to }) => ({
    from,
    to,
    operation: params[key] as CellOperation,
  })).filter(({ operation }) => operation !== 'none');
  const reached = new Set([0]);
  for (const { from, to } of [...edges].sort((a, b) => a.from - b.from))
    if (reached.has(from)) reached.add(to);
  const leading = new Set([OUTPUT]);
  for (const { from, to } of [...edges].sort((a, b) => b.to - a.to)) if (leading.has(to)) leading.add(from);
  const living = edges.filter(({ from, to }) => reached.has(from) && leading.has(to));
  return living.length > 0 ? living : [{ from: 0, to: OUTPUT, operation: 'skip' }];
}

/** ReLU, convolution, batch normalization, as NAS-Bench-201 has it; or a mean; or nothing. */
function edge(net: GraphBuilder, from: number, operation: CellOperation): number {
  if (operation === 'skip') return from;
  if (operation === 'pool3') return net.pool('avgPool', from, 3, 1);
  const active = net.add({ op: 'relu', from: [from] });
  return net.norm(net.conv(active, net.channels(from), operation === 'conv1' ? 1 : 3), 'linear');
}

/** Each node is the sum of what its edges bring. */
function cell(net: GraphBuilder, from: number, params: ParamValues): number {
  const living = livingEdges(params);
  const nodes = new Map([[0, from]]);
  for (let node = 1; node <= OUTPUT; node++) {
    const brought = living
      .filter(({ to }) => to === node)
      .map(({ from: source, operation }) => edge(net, nodes.get(source) as number, operation));
    const [first, ...others] = brought;
    if (first !== undefined)
      nodes.set(
        node,
        others.reduce((sum, one) => net.add({ op: 'add', from: [sum, one] }), first),
      );
  }
  return nodes.get(OUTPUT) as number;
}

const operationParam = ({ key, default: byDefault }: Edge): Param => ({
  key,
  kind: 'choice',
  choices: CELL_OPERATIONS,
  default: byDefault,
});

/**
 * A network of cells that are all alike, in the search space of NAS-Bench-201 (Dong & Yang, ICLR 2020): four nodes, six
 * edges, five operations, 15,625 cells. Stages follow one another, each of half the size and twice the filters.
 */
export const cells: Family<GraphSpec> = {
  name: 'cells',
  reads: 'picture',
  structure: [...CELL_EDGES.map(({ key }) => key), 'width', 'depth'],
  params: [
    ...CELL_EDGES.map(operationParam),
    { key: 'width', kind: 'choice', choices: [8, 16, 24, 32], default: 16 },
    { key: 'depth', kind: 'int', low: 1, high: 4, default: 1 },
    ...pictureParams(0.01),
  ],
  space: () => ({
    ...Object.fromEntries(
      CELL_EDGES.map(({ key }): [string, Domain] => [key, { kind: 'choice', values: [...CELL_OPERATIONS] }]),
    ),
    width: { kind: 'choice', values: [8, 16, 24] },
    depth: { kind: 'choice', values: [1, 2] },
    learningRate: orders(0.005, 0.03),
  }),
  spec(params, shapes) {
    const values = withDefaults(this.params, params);
    const [width, depth] = [Number(values.width), Number(values.depth)];
    const net = new GraphBuilder(shapes);
    let top = stem(net, width);
    for (let stage = 0; stage < stagesFor(net.picture); stage++) {
      if (stage > 0)
        top = net.norm(net.conv(net.pool('avgPool', top, 2, 2), width * 2 ** stage, 1), 'linear');
      for (let c = 0; c < depth; c++) top = cell(net, top, values);
    }
    // The last edge may have ended without a bend.
    return net.end(net.norm(top), values);
  },
};
