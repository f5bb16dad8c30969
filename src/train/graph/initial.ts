import type { GraphSpec } from '../../models/graph';
import { inferShapes, parametersOf, sizeOf } from '../../models/graph-shapes';
import { rng } from '../../study/random';
import type { Weights } from '../trainer';

/**
 * Weights to begin with, an entry a node that has parameters. conv and depthwise: He et al. 2015, normal with
 * variance 2 / inputs of one filter. dense: Glorot & Bengio 2010, uniform. batchNorm: gamma 1, beta 0, moving mean
 * 0 and variance 1. Biases 0. The stream of node i is rng(...key, 'init', i).
 */
export function initialGraphWeights(spec: GraphSpec, key: readonly (string | number)[]): Weights {
  const weights: Weights = [];
  for (const [i, p] of parametersOf(spec, inferShapes(spec)).entries()) {
    if (!p) continue;
    const bias = new Float32Array(p.bias.length > 0 ? sizeOf(p.bias) : 0);
    const n = sizeOf(p.kernel);
    if (p.statistics > 0) {
      const [mean, variance] = [new Float32Array(n), new Float32Array(n).fill(1)];
      weights.push({ kernel: new Float32Array(n).fill(1), bias, mean, variance });
      continue;
    }
    const random = rng(...key, 'init', i);
    const draw = spec.nodes[i].op === 'dense' ? glorot(p.kernel) : he(p.kernel);
    weights.push({ kernel: Float32Array.from({ length: n }, () => draw(random)), bias });
  }
  return weights;
}

type Draw = (random: ReturnType<typeof rng>) => number;

/** [size, size, in, filters], or [size, size, channels] of one channel each. */
function he([height, width, inputs, filters]: readonly number[]): Draw {
  const deviation = Math.sqrt(2 / (height * width * (filters === undefined ? 1 : inputs)));
  return (random) => random.normal() * deviation;
}

function glorot([inputs, units]: readonly number[]): Draw {
  const limit = Math.sqrt(6 / (inputs + units));
  return (random) => (2 * random.next() - 1) * limit;
}
