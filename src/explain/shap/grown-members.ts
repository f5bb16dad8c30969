import { type Column, type Dataset, takeColumn, takeRows } from '../../data/dataset';
import { type TreeModel, treesOfWeights } from '../../models/trees/model';
import { rawScores } from '../../models/trees/predict';
import type { TreesSpec } from '../../models/trees/spec';
import { type Prepared, preparedRows } from '../../prep/pipeline';
import { breathe } from '../../train/pacing';
import type { Weights } from '../../train/trainer';
import type { ShapJob, ShapValues } from './shap-values';
import { treeShap } from './tree-shap';

/** A finished model's member that is trees. */
export interface GrownMember extends Prepared {
  spec: TreesSpec;
  weights: Weights;
  weight: number;
}

export type GrownJob = Pick<ShapJob, 'data' | 'rows' | 'players' | 'signal' | 'report'>;

/** Rows explained between two looks at the worker's messages. */
const BATCH = 16;

/**
 * Exact SHAP values of members that are trees, averaged by weight as their scores are: log odds of boosting (of several
 * classes the scores before softmax), probabilities of forests, or values in the outcome's unit. The base is what the
 * trees say of nobody in particular, by the training rows that came through each branch, and no background is asked.
 * `said` is the mean of the members' scores. Null where an input of the trees is made of columns of several players (a
 * time between two dates), which only asking the whole model can tell apart. Aborts with the signal's reason.
 */
export async function grownShap(
  members: readonly GrownMember[],
  outcome: { mean: number; sd: number } | null,
  job: GrownJob,
): Promise<ShapValues | null> {
  const { data, rows, players, signal, report } = job;
  const [n, d] = [rows.length, players.length];
  const scores = treesOfWeights(members[0].spec, members[0].weights).scores;
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const [base, said] = [new Float64Array(scores), new Float64Array(n * scores)];
  const values = new Float64Array(n * d * scores);
  const [sd, mean] = outcome ? [outcome.sd, outcome.mean] : [1, 0];
  for (const [m, member] of members.entries()) {
    const model = treesOfWeights(member.spec, member.weights);
    const owner = ownersOf(member, model, data, players);
    if (!owner) return null;
    const share = member.weight / total;
    const { x } = preparedRows(member, takeRows(data, Uint32Array.from(rows)));
    const { inputs } = model;
    rawScores(model, x, n).forEach((raw, i) => {
      said[i] += share * (raw * sd + mean);
    });
    treeShap(model, x, 0).base.forEach((value, k) => {
      base[k] += share * (value * sd + mean);
    });
    for (let from = 0; from < n; from += BATCH) {
      report({ phase: 'explain', done: m * n + from, total: members.length * n, unit: 'rows' });
      await breathe();
      signal.throwIfAborted();
      const some = Math.min(BATCH, n - from);
      const own = treeShap(model, x.subarray(from * inputs, (from + some) * inputs), some).values;
      for (let i = 0; i < some; i++)
        for (let j = 0; j < inputs; j++)
          for (let k = 0; k < scores; k++)
            if (owner[j] >= 0)
              values[((from + i) * d + owner[j]) * scores + k] +=
                share * sd * own[(i * inputs + j) * scores + k];
    }
  }
  report({ phase: 'explain', done: members.length * n, total: members.length * n, unit: 'rows' });
  return { base, said, values, coalitions: 0, complete: true };
}

/**
 * For each input of the trees the player whose columns it is made of, -1 where no tree asks for it: found by giving each
 * player's columns other rows' cells, and none at all. Null where it is no single one.
 */
function ownersOf(
  member: Prepared,
  { feature, inputs }: TreeModel,
  data: Dataset,
  players: GrownJob['players'],
): Int32Array | null {
  const { x } = preparedRows(member, data);
  const asked = new Set(feature);
  const owner = new Int32Array(inputs).fill(-1);
  for (const [j, names] of players.entries())
    for (const change of [turned, emptied]) {
      const other = preparedRows(member, withColumns(data, names, change)).x;
      for (let at = 0; at < x.length; at++) {
        const input = at % inputs;
        if (Object.is(x[at], other[at]) || owner[input] === j || !asked.has(input)) continue;
        if (owner[input] >= 0) return null;
        owner[input] = j;
      }
    }
  return owner.every((player, input) => player >= 0 || !asked.has(input)) ? owner : null;
}

const withColumns = (
  data: Dataset,
  names: readonly string[],
  change: (column: Column, n: number) => Column,
): Dataset => ({
  ...data,
  cols: new Map(
    [...data.cols].map(([name, column]) => [name, names.includes(name) ? change(column, data.n) : column]),
  ),
});

/** Each row with the next one's cell. */
const turned = (column: Column, n: number): Column =>
  takeColumn(
    column,
    Uint32Array.from({ length: n }, (_, i) => (i + 1) % n),
  );

/** Every cell missing, every list empty. */
function emptied(column: Column): Column {
  switch (column.kind) {
    case 'num':
    case 'date':
      return { ...column, v: column.v.map(() => Number.NaN) };
    case 'cat':
    case 'text':
      return { ...column, codes: column.codes.map(() => -1) };
    case 'multi':
      return { ...column, codes: column.codes.slice(0, 0), offsets: column.offsets.map(() => 0) };
  }
}
