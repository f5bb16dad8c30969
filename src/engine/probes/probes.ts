import type { Table } from '../../data/dataset';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { type Rng, rng } from '../../study/random';
import type { Probe } from '../../study/results/probe';
import type { Study } from '../../study/schema';
import type { Ready } from '../prepare';
import { quickFolds } from '../quick-model';
import { borderInputs, metadataInputs, ownInputs } from './inputs';
import { metricOf, quickScore } from './quick-score';

type Run = Pick<Ctx, 'signal' | 'report'>;

const SHUFFLES = 40;
/** Development rows that shuffled outcomes are tried on: each shuffle is a whole cross-validation. */
const SHUFFLED_ROWS = 1500;

/** Does what says nothing of the disease tell the outcome? Throws `probe.nothing`, `cancelled`. */
export async function shortcutProbe(
  ready: Ready,
  table: Table,
  study: Study,
  from: 'metadata' | 'borders',
  { signal }: Run,
): Promise<Probe> {
  const inputs = from === 'borders' ? await borderInputs(ready, signal) : metadataInputs(ready, table, study);
  if (!inputs) throw new BenchsideError('probe.nothing', { from });
  const { rows, folds } = quickFolds(inputs.ready, study);
  const estimate = await quickScore({ ...inputs, study, rows, folds }, { signal }, from);
  const result = { metric: metricOf(ready), estimate };
  const guess = ready.target.kind === 'regression' ? { guess: spreadOf(ready.target.y, rows) } : {};
  return { kind: 'shortcut', from, columns: inputs.columns, result, ...guess, rows: rows.length };
}

/** RMSE of the mean. */
function spreadOf(y: Float64Array, rows: Uint32Array): number {
  const mean = rows.reduce((sum, row) => sum + y[row], 0) / rows.length;
  return Math.sqrt(rows.reduce((sum, row) => sum + (y[row] - mean) ** 2, 0) / rows.length);
}

/** The same procedure with outcomes that were shuffled: nothing must be found in them. Throws `cancelled`. */
export async function permutationProbe(ready: Ready, study: Study, { signal, report }: Run): Promise<Probe> {
  const inputs = await ownInputs(ready, study, signal);
  const { rows, folds } = quickFolds(inputs.ready, study, SHUFFLED_ROWS);
  const question = { ...inputs, study, rows, folds };
  const observed = (await quickScore(question, { signal }, 'observed', 0)).estimate;
  const permuted: number[] = [];
  for (let i = 0; i < SHUFFLES; i++) {
    report({ phase: 'evaluate', done: i, total: SHUFFLES, unit: 'trials' });
    const shuffled = withShuffled(inputs.ready, rows, rng(study.seed, 'probe', 'shuffle', i));
    permuted.push((await quickScore({ ...question, ready: shuffled }, { signal }, 'shuffled', 0)).estimate);
  }
  const metric = metricOf(ready);
  const asGood = permuted.filter((value) =>
    metric === 'rmse' ? value <= observed : value >= observed,
  ).length;
  const p = (1 + asGood) / (1 + permuted.length);
  return { kind: 'permutation', metric, observed, permuted, p, rows: rows.length };
}

/**
 * Outcomes dealt out again: those of one patient after the other, in another order of patients, so that they stay
 * beside each other and there are as many of each as before.
 */
export function withShuffled(ready: Ready, rows: Uint32Array, random: Rng): Ready {
  const of = new Map<number, number[]>();
  for (const row of rows) of.set(ready.data.unit[row], [...(of.get(ready.data.unit[row]) ?? []), row]);
  const people = [...of.values()];
  const givers = random.shuffle([...people]).flat();
  const y = ready.target.y.slice();
  people.flat().forEach((row, i) => {
    y[row] = ready.target.y[givers[i]];
  });
  return { ...ready, target: { ...ready.target, y } };
}
