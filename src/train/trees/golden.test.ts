import { describe, expect, it } from 'vitest';
import { treesOfWeights } from '../../models/trees/model';
import { rawScores } from '../../models/trees/predict';
import type { TreesSpec } from '../../models/trees/spec';
import { rng } from '../../study/random';
import { Pace } from '../pacing';
import type { Rows } from '../trainer';
import { loadKernels } from '../wasm/kernels';
import { binsOf } from './bins';
import golden from './golden/trees.json';
import { type GrowJob, growTree } from './grow';
import { joinTrees } from './join-trees';
import type { Tree } from './node-list';
import { meanGradients } from './objective';
import { ReferenceKernel } from './reference-kernel';
import { startTrees } from './start-trees';

const module = await loadKernels();
const N = golden.y.binary.length;
const { signal } = new AbortController();

const PLAIN: TreesSpec = {
  kind: 'trees',
  inputs: 4,
  loss: 'binary',
  classes: 2,
  grow: 'boosting',
  trees: 1,
  learningRate: 0.3,
  maxDepth: 4,
  maxLeaves: 7,
  minLeafRows: 1,
  minLeafWeight: 0.7,
  lambda: 0.5,
  minGain: 0,
  rowShare: 1,
  inputShare: 1,
  cutShare: 1,
  bins: 255,
  categorical: [],
  levelPenalty: 1.0,
};

/** As golden/make.py names them. */
const CASES: Record<keyof typeof golden.lightgbm.binary, Partial<TreesSpec>> = {
  plain: {},
  shallow: { maxDepth: 2, maxLeaves: 8, lambda: 3, minLeafWeight: 3 },
  gain: { minGain: 0.8, minLeafWeight: 4 },
  levels: { categorical: [3] },
  monotone: { monotone: [1, 0, -1, 0] },
};

/**
 * Below a node where no cut of an input was allowed, LightGBM does not try it again; ours does. Where cuts are refused,
 * by their gain or by a bound, trees may so differ, and with these rows those of three classes do.
 */
const OTHERWISE = ['softmax gain', 'softmax monotone'];

const all = Float32Array.from(golden.x, (value) => value ?? Number.NaN);

async function grown(spec: TreesSpec, x: Float32Array, epochs: number): Promise<number[]> {
  const y = Float32Array.from(golden.y[spec.loss]);
  const train: Rows = { n: N, d: spec.inputs, x, y, w: Float32Array.from(golden.w) };
  const run = startTrees(new Pace({ now: () => 0 }), { spec, train, valid: train, key: ['golden'] }, module);
  for (let epoch = 1; epoch <= epochs; epoch++) await run.epoch(epoch, signal);
  return [...rawScores(treesOfWeights(spec, await run.weights()), x, N)];
}

const largest = (a: readonly number[], b: readonly number[]): number =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe.each(['binary', 'softmax', 'mse'] as const)('%s', (loss) => {
  const spec = { ...PLAIN, loss, classes: loss === 'softmax' ? 3 : 2 };

  it.each(Object.entries(CASES).filter(([name]) => !OTHERWISE.includes(`${loss} ${name}`)))(
    'raw scores of six rounds are those of LightGBM 4.7.0: %s',
    async (name, its) => {
      const expected = golden.lightgbm[loss][name as keyof typeof CASES];
      const found = await grown({ ...spec, ...its }, all, 6);
      expect(found).toHaveLength(expected.length);
      expect(largest(found, expected)).toBeLessThan(1e-5);
    },
  );

  it('a tree that all rows grow, and any cut may choose from all inputs, is that of scikit-learn 1.9.1', () => {
    const x = all.filter((_, i) => i % 4 !== 1);
    const rows: Rows = { n: N, d: 3, x, y: Float32Array.from(golden.y[loss]) };
    const outputs = loss === 'softmax' ? 3 : 1;
    const binned = binsOf(x, N, 3, 255, []);
    const kernel = new ReferenceKernel(binned, outputs);
    kernel.begin(
      meanGradients(spec, rows, Float64Array.from(golden.w)),
      Uint32Array.from(all.keys()).slice(0, N),
    );
    const tree = treeOf({ binned, kernel, outputs, minLeafRows: 3 });
    const score = outputs === 3 ? -1 : 0;
    const model = joinTrees([{ tree, score }], { inputs: 3, base: new Float32Array(outputs), divisor: 1 });
    expect(largest([...rawScores(model, x, N)], golden.tree[loss])).toBeLessThan(1e-6);
  });
});

function treeOf(its: Pick<GrowJob, 'binned' | 'kernel'> & { outputs: number; minLeafRows: number }): Tree {
  const { binned, kernel, outputs, minLeafRows } = its;
  const growing = growTree({
    binned,
    kernel,
    rules: { outputs, minLeafRows, lambda: 0, levelPenalty: 0, minGain: 0, minLeafWeight: 0 },
    maxDepth: 99,
    maxLeaves: N,
    inputs: binned.usable,
    cutShare: 1,
    random: rng('golden'),
    randomCuts: false,
    rate: 1,
  });
  for (;;) {
    const step = growing.next();
    if (step.done) return step.value.tree;
  }
}
