import { weightsOfTrees } from '../../models/trees/model';
import { rawScores } from '../../models/trees/predict';
import { type RandomTrees, randomRows, randomTrees } from '../../models/trees/random-trees';
import type { TreesSpec } from '../../models/trees/spec';
import type { Weights } from '../../train/trainer';

// For tests alone: trees of every shape with weights, rows with gaps and unknown levels, and what we make of them.

export interface ExampleTrees {
  name: string;
  spec: TreesSpec;
  weights: Weights;
  n: number;
  /** [n, inputs]; NaN is a gap. */
  table: Float32Array;
  /** [n, scores] in float64, after sigmoid or softmax. */
  expected: number[];
}

const softmax = { loss: 'softmax', classes: 3 } as const;

const EXAMPLES: Record<string, RandomTrees> = {
  shallow: { depth: 2, cut: 1, spec: { trees: 20 } },
  'five hundred': { depth: 4, cut: 0.95, spec: { trees: 500 } },
  'one input of levels': { spec: { inputs: 1, categorical: [0], trees: 40 }, levels: 9 },
  'many levels': { spec: { inputs: 2, categorical: [1], trees: 30 }, levels: 150 },
  'numbers alone': { spec: { categorical: [], trees: 50 }, depth: 8 },
  'leaves alone': { depth: 0, spec: { trees: 3 } },
  'no tree': { spec: { trees: 0 } },
  'a class a tree': { spec: { ...softmax, trees: 60 } },
  'a value': { spec: { loss: 'mse', trees: 100 } },
  'forest of two classes': { depth: 12, cut: 0.85, spec: { grow: 'forest', trees: 10 } },
  'forest of three classes': { depth: 9, cut: 0.85, spec: { ...softmax, grow: 'extra', trees: 20 } },
  'forest of a value': { depth: 9, cut: 0.85, spec: { loss: 'mse', grow: 'forest', trees: 20 } },
};
const ROWS = 200;

export function* exampleTrees(): Generator<ExampleTrees> {
  for (const [name, about] of Object.entries(EXAMPLES)) {
    const { spec, model } = randomTrees(name, about);
    const table = randomRows(name, spec, ROWS, about.levels);
    const expected = inProbabilities(spec, rawScores(model, table, ROWS), model.scores);
    yield { name, spec, weights: weightsOfTrees(model), n: ROWS, table, expected };
  }
}

/** What the scores are made, written out once more. */
function inProbabilities({ loss, grow }: TreesSpec, raw: Float64Array, scores: number): number[] {
  if (loss === 'mse' || grow !== 'boosting') return Array.from(raw);
  if (loss === 'binary') return Array.from(raw, (z) => 1 / (1 + Math.exp(-z)));
  return Array.from(raw, (z, i) => {
    const from = i - (i % scores);
    return 1 / raw.subarray(from, from + scores).reduce((sum, other) => sum + Math.exp(other - z), 0);
  });
}
