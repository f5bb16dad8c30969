import { alikeRows } from '../../data/alike-rows';
import type { Table } from '../../data/dataset';
import { together } from '../../data/images/together';
import { assign } from '../../split/assign';
import { rowsOfSites } from '../../split/make-parts';
import { strataOf } from '../../split/strata';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { type Rng, rng } from '../../study/random';
import type { Probe } from '../../study/results/probe';
import type { Study } from '../../study/schema';
import type { Ready } from '../prepare';
import { type Fold, quickFolds } from '../quick-model';
import { borderInputs, metadataInputs, ownInputs } from './inputs';
import { metricOf, quickScore } from './quick-score';

type Run = Pick<Ctx, 'signal' | 'report'>;

const FOLDS = 5;
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
  return { kind: 'shortcut', from, columns: inputs.columns, result, rows: rows.length };
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

/**
 * The same quick model with rows dealt out at random, as is often done, and with what belongs together kept together:
 * patients, else whole hospitals, else rows and pictures that are alike. Throws `probe.nothing`
 * where there is nothing that a naive split could tear apart, `cancelled`.
 */
export async function leakProbe(ready: Ready, study: Study, { signal, report }: Run): Promise<Probe> {
  const inputs = await ownInputs(ready, study, signal);
  const { rows } = quickFolds(inputs.ready, study);
  const honest = honestFolds(ready, study, rows);
  if (!honest) throw new BenchsideError('probe.nothing', { from: 'leak' });
  // The same rows in both: those that the honest folds test.
  const tested = Uint32Array.from(honest.folds.flatMap(({ valid }) => [...valid])).sort();
  const own = Int32Array.from(ready.data.unit.keys());
  const random = dealt(inputs.ready, study, rows, own, 'naive');
  const wanted = new Set(tested);
  const naive = random.map(({ train, valid }) => ({ train, valid: valid.filter((row) => wanted.has(row)) }));
  const asked = { ...inputs, study, rows: tested };
  report({ phase: 'evaluate', done: 0, total: 2, unit: 'folds' });
  const naiveEstimate = await quickScore({ ...asked, folds: naive }, { signal }, 'naive');
  report({ phase: 'evaluate', done: 1, total: 2, unit: 'folds' });
  const honestEstimate = await quickScore({ ...asked, folds: honest.folds }, { signal }, 'honest');
  const metric = metricOf(ready);
  return {
    kind: 'leak',
    ignores: honest.ignores,
    naive: { metric, estimate: naiveEstimate },
    honest: { metric, estimate: honestEstimate },
    rows: tested.length,
  };
}

/** Five folds of whole units. */
function dealt({ target }: Ready, study: Study, rows: Uint32Array, unit: Int32Array, name: string): Fold[] {
  const shares = Array<number>(FOLDS).fill(1 / FOLDS);
  return assign(rows, unit, strataOf(target, rows), shares, rng(study.seed, 'probe', name)).map((valid) => {
    const out = new Set(valid);
    return { train: rows.filter((row) => !out.has(row)), valid };
  });
}

type Honest = { ignores: Extract<Probe, { kind: 'leak' }>['ignores']; folds: Fold[] };

function honestFolds(ready: Ready, study: Study, rows: Uint32Array): Honest | null {
  const { data, site, pictures, target } = ready;
  const bySite = (): Honest | null => {
    const held = rowsOfSites(rows, site);
    if (held.length < 2) return null;
    const folds = held.map(({ rows: valid }) => {
      const units = new Set(Array.from(valid, (row) => data.unit[row]));
      return { train: rows.filter((row) => !units.has(data.unit[row])), valid };
    });
    return { ignores: 'sites', folds: folds.filter(({ train }) => hasEvery(target, train)) };
  };
  const byUnit = (unit: Int32Array, ignores: Honest['ignores']): Honest | null =>
    new Set(Array.from(rows, (row) => unit[row])).size < rows.length
      ? { ignores, folds: dealt(ready, study, rows, unit, 'honest') }
      : null;
  const found = study.split.test.kind === 'sites' ? bySite() : null;
  const alike = () => together(data.unit, [...alikeRows(data), ...(pictures?.alike ?? [])]);
  return found ?? byUnit(data.unit, 'patients') ?? bySite() ?? byUnit(alike(), 'copies');
}

const hasEvery = ({ classes, y }: Ready['target'], rows: Uint32Array): boolean =>
  classes.every((_, c) => rows.some((row) => y[row] === c));
