import type { NetSpec, NetworkSpec } from './family';
import { type GraphSpec, readsPicture } from './graph';
import { inferShapes, type NodeShape, parametersOf, sizeOf } from './graph-shapes';

/** [height, width, channels] */
export type MapShape = readonly [number, number, number];

/** What happens while maps keep one height and width; of a backbone: all that lies in it, whatever the size. */
export interface Stage {
  kind: 'stage' | 'backbone';
  /** Of what leaves it. */
  shape: MapShape;
  /** Those with one filter a channel among them. */
  convolutions: number;
  pools: number;
  /** Sums with a way past some layers (He et al. 2016). */
  past: number;
  /** Layers that hand on what they were given beside what they made of it (Huang et al. 2017). */
  dense: number;
  /** Modules of several ways side by side (Szegedy et al. 2015), and the most ways that one has. */
  modules: number;
  ways: number;
}

export type SketchPart =
  | { kind: 'columns'; units: number }
  | { kind: 'picture'; shape: MapShape }
  | Stage
  /** The mean of each map, and `columns` of the table beside them. */
  | { kind: 'mean'; units: number; columns: number; dropout: number }
  /** `past`: what lies before a layer is added to what it and others made of it. */
  | { kind: 'hidden'; units: number; dropout: number; past?: true }
  | { kind: 'output'; units: number; loss: NetSpec['loss'] };

/** What a drawing shows of a network, from its inputs to its output. */
export interface Sketch {
  parts: SketchPart[];
  /** Numbers that are learned from the data, and those of a frozen backbone. */
  learned: number;
  frozen: number;
}

export const sketchOf = (spec: NetworkSpec): Sketch =>
  spec.kind === 'graph' ? sketchOfGraph(spec) : sketchOfNet(spec);

function sketchOfNet({ inputs, layers, loss }: NetSpec): Sketch {
  const hidden = layers.slice(0, -1);
  return {
    parts: [
      { kind: 'columns', units: inputs },
      ...hidden.map(({ units, dropout }) => ({ kind: 'hidden' as const, units, dropout })),
      { kind: 'output', units: layers.at(-1)?.units ?? 0, loss },
    ],
    learned: layers.reduce(
      (sum, { units }, i) => sum + ((i === 0 ? inputs : layers[i - 1].units) + 1) * units,
      0,
    ),
    frozen: 0,
  };
}

const isMap = (shape: NodeShape): boolean => shape.length === 3;

/** Where what a node is given comes from without a node that learns: frozen ones and what follows them. */
function behindFrozen({ nodes }: GraphSpec, learns: (i: number) => boolean, frozen: (i: number) => boolean) {
  const behind: boolean[] = [];
  for (const [i, { from }] of nodes.entries())
    behind.push(!learns(i) && (frozen(i) || (from.length > 0 && from.every((j) => behind[j]))));
  return behind;
}

function sketchOfGraph(spec: GraphSpec): Sketch {
  const { nodes } = spec;
  const shapes = inferShapes(spec);
  const parameters = parametersOf(spec, shapes);
  const behind = behindFrozen(
    spec,
    (i) => parameters[i]?.frozen === false,
    (i) => parameters[i]?.frozen === true,
  );
  const parts: SketchPart[] = [];
  const stages = new Map<string, Stage>();
  const stageOf = (i: number): Stage => {
    const [height, width] = shapes[i];
    const key = behind[i] ? 'backbone' : `${height} ${width}`;
    const there = stages.get(key);
    if (there) return there;
    const fresh: Stage = {
      kind: behind[i] ? 'backbone' : 'stage',
      shape: shapes[i] as MapShape,
      ...{ convolutions: 0, pools: 0, past: 0, dense: 0, modules: 0, ways: 0 },
    };
    stages.set(key, fresh);
    parts.push(fresh);
    return fresh;
  };
  for (const [i, node] of nodes.entries()) {
    const last = parts.at(-1);
    const units = shapes[i][shapes[i].length - 1];
    if (node.op === 'picture') parts.push({ kind: 'picture', shape: spec.picture });
    else if (node.op === 'table' && !readsPicture(spec)) parts.push({ kind: 'columns', units });
    else if (isMap(shapes[i])) grow(stageOf(i), spec, i, shapes[i]);
    else if (node.op === 'globalAvgPool') parts.push({ kind: 'mean', units, columns: 0, dropout: 0 });
    else if (node.op === 'dense')
      parts.push(
        i === nodes.length - 1
          ? { kind: 'output', units, loss: spec.loss }
          : { kind: 'hidden', units, dropout: 0 },
      );
    else if (node.op === 'add' && last?.kind === 'hidden') last.past = true;
    else if (node.op === 'concat' && last?.kind === 'mean') last.columns = units - last.units;
    else if (node.op === 'dropout' && last && 'dropout' in last) last.dropout = node.rate;
  }
  const count = (frozen: boolean) =>
    parameters.reduce(
      (sum, p) =>
        sum + (p?.frozen === frozen ? sizeOf(p.kernel) + (p.bias.length > 0 ? sizeOf(p.bias) : 0) : 0),
      0,
    );
  return { parts, learned: count(false), frozen: count(true) };
}

/** Counts one more node whose output is a map. */
function grow(stage: Stage, { nodes }: GraphSpec, i: number, shape: NodeShape): void {
  stage.shape = shape as MapShape;
  const node = nodes[i];
  switch (node.op) {
    case 'conv':
    case 'depthwise':
      stage.convolutions++;
      break;
    case 'maxPool':
    case 'avgPool':
      stage.pools++;
      break;
    case 'add':
      stage.past++;
      break;
    case 'concat':
      if (node.from.some((a) => node.from.some((b) => a < b && comesFrom(nodes, b, a)))) stage.dense++;
      else {
        stage.modules++;
        stage.ways = Math.max(stage.ways, node.from.length);
      }
  }
}

/** Whether what node `of` gives depends on node `on`. */
function comesFrom(nodes: GraphSpec['nodes'], of: number, on: number): boolean {
  const seen = new Set([of]);
  for (const i of seen) for (const j of nodes[i].from) if (j >= on) seen.add(j);
  return seen.has(on);
}
