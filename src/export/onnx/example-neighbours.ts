import { scalesOf, weightsOfNeighbours } from '../../models/neighbours/model';
import type { NeighboursSpec } from '../../models/neighbours/spec';
import { rng } from '../../study/random';
import type { Weights } from '../../train/trainer';

// For tests alone: neighbours of every kind, rows many of which are equally near, and what is made of them, written
// out once more by a full sort.

export interface ExampleNeighbours {
  name: string;
  spec: NeighboursSpec;
  weights: Weights;
  n: number;
  /** [n, inputs] */
  table: Float32Array;
  /** [n, units] in float64. */
  expected: number[];
}

const LOSSES = ['binary', 'softmax', 'mse'] as const;
const [KEPT, ASKED, INPUTS] = [150, 60, 7];

export function* exampleNeighbours(): Generator<ExampleNeighbours> {
  for (const loss of LOSSES)
    for (const weights of ['uniform', 'distance'] as const)
      for (const metric of ['euclidean', 'manhattan'] as const)
        for (const k of [1, 12, 400]) {
          const name = `${loss} ${weights} ${metric} ${k}`;
          const spec: NeighboursSpec = {
            kind: 'neighbours',
            inputs: INPUTS,
            loss,
            classes: loss === 'softmax' ? 3 : 2,
            k,
            weights,
            metric,
          };
          yield made(name, spec);
        }
}

function made(name: string, spec: NeighboursSpec): ExampleNeighbours {
  const random = rng('neighbours', name);
  // Indicators, levels as numbers, a constant column, one of no unit, and one far from 0.
  const row = () => [
    random.int(2),
    random.int(2),
    random.int(4),
    0.1,
    random.normal(),
    2020 + random.int(5),
    1e-3 * random.normal(),
  ];
  const x = rowsOf(KEPT, row);
  const y = Float32Array.from({ length: KEPT }, () =>
    spec.loss === 'mse' ? random.normal() : random.int(spec.classes),
  );
  const w = Float32Array.from({ length: KEPT }, () => 0.5 + random.int(3));
  const scale = scalesOf(x, KEPT, INPUTS);
  // A third are rows of the model itself.
  const table = rowsOf(ASKED, row);
  table.set(x.subarray(0, 20 * INPUTS));
  const expected = Array.from({ length: ASKED }, (_, i) =>
    said(spec, { x, y, w, scale }, table.subarray(i * INPUTS, (i + 1) * INPUTS)),
  ).flat();
  return { name, spec, weights: weightsOfNeighbours(x, scale, y, w), n: ASKED, table, expected };
}

const rowsOf = (n: number, row: () => number[]): Float32Array =>
  Float32Array.from(Array.from({ length: n }, row).flat());

function said(
  { k, metric, weights, loss, classes }: NeighboursSpec,
  { x, y, w, scale }: Record<'x' | 'y' | 'w' | 'scale', Float32Array>,
  asked: Float32Array,
): number[] {
  const near = Array.from(y, (_, i) => {
    const gaps = Array.from(asked, (value, j) => value * scale[j] - x[i * asked.length + j] * scale[j]);
    const sum = gaps.reduce((all, gap) => all + (metric === 'euclidean' ? gap * gap : Math.abs(gap)), 0);
    return { i, far: Math.fround(metric === 'euclidean' ? Math.sqrt(sum) : sum) };
  })
    .sort((a, b) => a.far - b.far || a.i - b.i)
    .slice(0, k);
  const exact = near[0].far === 0;
  const words = near.map(
    ({ i, far }) => w[i] * (weights === 'uniform' ? 1 : exact ? Number(far === 0) : 1 / far),
  );
  const total = words.reduce((a, b) => a + b, 0);
  const mean = (of: (label: number) => number) =>
    near.reduce((sum, { i }, at) => sum + words[at] * of(y[i]), 0) / total;
  if (loss !== 'softmax') return [mean((value) => value)];
  return Array.from({ length: classes }, (_, c) => mean((label) => Number(label === c)));
}
