import type { ParamValues } from '../study/params';
import type { Shapes } from './family';
import type { GraphNode, GraphSpec } from './graph';
import { EPSILON } from './graph-builder';
import { graphOptimizerOf } from './graph-optimizer';
import { outputOf } from './optimization';

/** Writes a graph net that reads a table alone, node by node; places of nodes are what its methods take and give. */
export class TableGraph {
  private readonly nodes: GraphNode[] = [{ op: 'table', from: [] }];
  /** Where the columns go in. */
  readonly table = 0;

  constructor(private readonly shapes: Shapes) {}

  add(node: GraphNode): number {
    return this.nodes.push(node) - 1;
  }

  dense(from: number, units: number, bias = true): number {
    return this.add({ op: 'dense', from: [from], units, ...(!bias && { bias: false as const }) });
  }

  norm(from: number): number {
    return this.add({ op: 'batchNorm', from: [from], epsilon: EPSILON });
  }

  relu(from: number): number {
    return this.add({ op: 'relu', from: [from] });
  }

  dropout(from: number, rate: number): number {
    return rate > 0 ? this.add({ op: 'dropout', from: [from], rate }) : from;
  }

  /** Ends the net with one linear unit or one a class. */
  end(from: number, params: ParamValues): GraphSpec {
    const { layer, loss } = outputOf(this.shapes);
    this.dense(from, layer.units);
    const { inputs } = this.shapes;
    // At a constant rate training ends at its best epoch, so that no epoch is known to be among the last.
    const averaging = params.schedule === 'constant' ? 0 : Number(params.averaging);
    return {
      kind: 'graph',
      picture: [0, 0, 0],
      table: inputs,
      inputs,
      nodes: this.nodes,
      loss,
      optimizer: {
        ...graphOptimizerOf(params, loss),
        ...(averaging > 0 && { averaging }),
      },
    };
  }
}
