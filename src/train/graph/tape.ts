import type { GraphNode, GraphSpec } from '../../models/graph';
import type { Kernels, Tensor } from '../kernels';
import type { GraphLayout, NodeTensors } from './layout';
import * as kernels from './node-kernels';

/** What goes into a net: tensors [n, height, width, channels] and [n, table], and dropout masks by node. */
export interface Fed {
  /** Null where the net reads a table alone. */
  pictures: Tensor | null;
  /** Null where the net reads no table. */
  table: Tensor | null;
  /** Inverted masks in the shape of the node's output; none where a net only predicts. */
  masks: ReadonlyMap<number, Tensor>;
}

/** Output of a node from the outputs it reads; everything between is freed with the surrounding tidy. */
function outputOf(
  k: Kernels,
  node: GraphNode,
  inputs: Tensor[],
  p: NodeTensors,
  fed: Fed,
  i: number,
): Tensor {
  const [x, other] = inputs;
  switch (node.op) {
    case 'picture':
      return fed.pictures as Tensor;
    case 'table':
      return fed.table as Tensor;
    case 'conv':
      return biased(k, kernels.conv(k, node, x, p.kernel as Tensor), p);
    case 'depthwise':
      return biased(k, kernels.depthwise(k, node, x, p.kernel as Tensor), p);
    case 'batchNorm':
      return k.add(k.mul(k.sub(x, p.mean as Tensor), movingScale(k, node.epsilon, p)), p.bias as Tensor);
    case 'relu':
      return k.relu(x);
    case 'relu6':
      return k.run('Relu6', { x });
    case 'maxPool':
    case 'avgPool':
      return kernels.pool(k, node, x);
    case 'globalAvgPool':
      return k.mean(x, [1, 2]);
    case 'add':
      return k.add(x, other);
    case 'concat':
      return k.concat(inputs, x.shape.length - 1);
    case 'dense': {
      const rows = k.reshape(x, [1, ...x.shape]);
      const kernel = p.kernel as Tensor;
      const out = p.bias ? k.dense(rows, kernel, p.bias, 'linear') : k.matMul(rows, kernel);
      return k.reshape(out, [x.shape[0], node.units]);
    }
    case 'dropout': {
      const mask = fed.masks.get(i);
      return mask ? k.mul(x, mask) : x;
    }
  }
}

const biased = (k: Kernels, x: Tensor, { bias }: NodeTensors): Tensor => (bias ? k.add(x, bias) : x);

/** gamma / sqrt(moving variance + epsilon), by channel. */
const movingScale = (k: Kernels, epsilon: number, p: NodeTensors): Tensor =>
  k.mul(p.kernel as Tensor, k.rsqrt(k.add(p.variance as Tensor, k.input(Float32Array.of(epsilon), []))));

/**
 * Values of one node where nothing is learned, held: `k.free` it. Each output is freed after its last reader, so
 * that a deep net takes no more memory than its widest place.
 */
export function valuesOf(
  k: Kernels,
  spec: GraphSpec,
  parameters: readonly NodeTensors[],
  fed: Fed,
  wanted: number,
): Tensor {
  const needed = spec.nodes.map((_, i) => i === wanted);
  for (let i = wanted; i >= 0; i--) if (needed[i]) for (const j of spec.nodes[i].from) needed[j] = true;
  const readers = spec.nodes.map(
    (_, j) => spec.nodes.filter(({ from }, i) => needed[i] && (from as number[]).includes(j)).length,
  );
  readers[wanted]++;
  const values: Tensor[] = [];
  for (let i = 0; i <= wanted; i++) {
    if (!needed[i]) continue;
    const node = spec.nodes[i];
    const inputs = node.from.map((j) => values[j]);
    values[i] = k.tidy(() => k.hold(outputOf(k, node, inputs, parameters[i], fed, i)));
    for (const j of new Set<number>(node.from)) if (--readers[j] === 0) k.free(values[j]);
  }
  return values[wanted];
}

/** A forward pass that remembers what its gradients need. Owns all of it until `dispose`. */
export class Tape {
  readonly values: Tensor[] = [];
  /** By node: where batchNorm took the statistics of this batch. */
  readonly statistics = new Map<number, kernels.BatchStatistics>();

  /** `training`: batchNorm that is not frozen takes the statistics of the batch. */
  constructor(
    private readonly k: Kernels,
    private readonly spec: GraphSpec,
    private readonly layout: GraphLayout,
    private readonly parameters: readonly NodeTensors[],
    private readonly fed: Fed,
    training: boolean,
  ) {
    for (const [i, node] of spec.nodes.entries()) {
      const inputs = node.from.map((j) => this.values[j]);
      const out = k.tidy(() => {
        if (node.op !== 'batchNorm' || !training || node.frozen)
          return k.hold(outputOf(k, node, inputs, parameters[i], fed, i));
        const found = kernels.normalize(k, inputs[0], node.epsilon);
        for (const tensor of Object.values(found)) k.hold(tensor);
        this.statistics.set(i, found);
        const p = parameters[i];
        return k.hold(k.add(k.mul(found.normal, p.kernel as Tensor), p.bias as Tensor));
      });
      this.values.push(out);
    }
  }

  /**
   * Walks back from the last node with the gradient of its output. `reached`: nodes that a gradient must reach.
   * `learn`: called with the gradient of each learned tensor, inside a tidy. `until`: the node whose own gradient
   * is answered, held; without it nothing is answered.
   */
  backward(
    dOut: Tensor,
    reached: readonly boolean[],
    learn: ((node: number, role: 'kernel' | 'bias', gradient: Tensor) => void) | null,
    until = -1,
  ): Tensor | null {
    const { k, spec } = this;
    const gradients = new Map<number, Tensor>([[spec.nodes.length - 1, k.hold(dOut)]]);
    for (let i = spec.nodes.length - 1; i > until; i--) {
      const dy = gradients.get(i);
      if (!dy) continue;
      gradients.delete(i);
      k.tidy(() => {
        const give = (place: number, gradient: () => Tensor): void => {
          const j = spec.nodes[i].from[place] as number;
          if (!reached[j] || j < until) return;
          const before = gradients.get(j);
          gradients.set(j, k.hold(before ? k.add(before, gradient()) : gradient()));
          if (before) k.free(before);
        };
        this.backwardNode(i, dy, give, learn);
      });
      k.free(dy);
    }
    const answer = gradients.get(until) ?? null;
    gradients.delete(until);
    for (const left of gradients.values()) k.free(left);
    return answer;
  }

  dispose(): void {
    for (const value of this.values) this.k.free(value);
    for (const found of this.statistics.values())
      for (const tensor of Object.values(found)) this.k.free(tensor);
    this.values.length = 0;
    this.statistics.clear();
  }

  private backwardNode(
    i: number,
    dy: Tensor,
    give: (place: number, gradient: () => Tensor) => void,
    learn: ((node: number, role: 'kernel' | 'bias', gradient: Tensor) => void) | null,
  ): void {
    const { k, spec, values } = this;
    const node = spec.nodes[i];
    const x = values[node.from[0] as number];
    const p = this.parameters[i];
    const learned = (role: 'kernel' | 'bias', gradient: () => Tensor): void => {
      if (learn && this.layout.nodes[i]?.[role]?.segment === 'learned') learn(i, role, gradient());
    };
    switch (node.op) {
      case 'conv': {
        const filter = p.kernel as Tensor;
        learned('kernel', () => kernels.convToFilter(k, node, x, dy, filter.shape));
        learned('bias', () => k.sum(dy, [0, 1, 2]));
        give(0, () => kernels.convToInput(k, node, dy, filter, x.shape));
        break;
      }
      case 'depthwise': {
        const filter = p.kernel as Tensor;
        learned('kernel', () => kernels.depthwiseToFilter(k, node, x, dy, filter.shape));
        learned('bias', () => k.sum(dy, [0, 1, 2]));
        give(0, () => kernels.depthwiseToInput(k, node, dy, filter, x.shape));
        break;
      }
      case 'batchNorm': {
        const found = this.statistics.get(i);
        if (!found) {
          give(0, () => k.mul(dy, movingScale(k, node.epsilon, p)));
          break;
        }
        const dGamma = k.sum(k.mul(dy, found.normal), kernels.butLast(dy));
        const dBeta = k.sum(dy, kernels.butLast(dy));
        learned('kernel', () => dGamma);
        learned('bias', () => dBeta);
        give(0, () => kernels.normalizeToInput(k, found, p.kernel as Tensor, dy, dGamma, dBeta));
        break;
      }
      case 'relu':
        give(0, () => k.mul(dy, k.positive(values[i])));
        break;
      case 'relu6': {
        const below = () => k.positive(k.sub(k.input(Float32Array.of(6), []), values[i]));
        give(0, () => k.mul(k.mul(dy, k.positive(values[i])), below()));
        break;
      }
      case 'maxPool':
      case 'avgPool':
        give(0, () =>
          kernels.poolToInput(k, node, x, values[i], dy, this.layout.shapes[node.from[0] as number]),
        );
        break;
      case 'globalAvgPool': {
        const [n, height, width, channels] = x.shape;
        const share = new Float32Array(height * width).fill(1 / (height * width));
        give(0, () => k.mul(k.reshape(dy, [n, 1, 1, channels]), k.input(share, [1, height, width, 1])));
        break;
      }
      case 'add':
        for (const place of node.from.keys()) give(place, () => dy);
        break;
      case 'concat': {
        let begin = 0;
        for (const [place, j] of node.from.entries()) {
          const size = values[j].shape;
          const at = [...size.slice(0, -1).fill(0), begin];
          give(place, () => k.run('Slice', { x: dy }, { begin: at, size }));
          begin += size[size.length - 1];
        }
        break;
      }
      case 'dense': {
        const rows = k.reshape(dy, [1, ...dy.shape]);
        learned('kernel', () => k.matMul(k.reshape(x, [1, ...x.shape]), rows, true));
        learned('bias', () => k.sum(dy, [0]));
        give(0, () => k.reshape(k.matMul(rows, p.kernel as Tensor, false, true), x.shape));
        break;
      }
      case 'dropout': {
        const mask = this.fed.masks.get(i);
        give(0, () => (mask ? k.mul(dy, mask) : dy));
        break;
      }
    }
  }
}
