import { type AlikeIn, alikeInPieces } from '../../data/alike-rows';
import type { Table } from '../../data/dataset';
import { together } from '../../data/images/together';
import { splitBy } from '../../data/split-by';
import { assign } from '../../split/assign';
import { latestPart } from '../../split/by-time';
import { rowsOfSites } from '../../split/make-parts';
import { strataOf } from '../../split/strata';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { atOnce } from '../../study/in-pieces';
import { rng } from '../../study/random';
import type { Probe } from '../../study/results/probe';
import type { Study } from '../../study/schema';
import type { Ready } from '../prepare';
import { type Fold, quickFolds } from '../quick-model';
import { ownInputs } from './inputs';
import { metricOf, quickScore } from './quick-score';

const FOLDS = 5;
const MOST_FOLDS = 10;

/**
 * The same quick model with rows dealt out at random, as is often done, and as the study means it: the latest rows
 * tested where it tests by time, else what belongs together kept together: patients, else whole hospitals, else rows
 * and pictures that are alike. Throws `probe.nothing` where there is nothing that a naive split could tear apart,
 * `evaluate.oneClass`, `cancelled`.
 */
export async function leakProbe(
  ready: Ready,
  table: Table,
  study: Study,
  { signal, report }: Pick<Ctx, 'signal' | 'report'>,
  alikeIn: AlikeIn = alikeInPieces,
): Promise<Probe> {
  const inputs = await ownInputs(ready, study, signal);
  const { rows } = quickFolds(inputs.ready, study);
  const honest = byTime(ready, table, study, rows) ?? honestFolds(ready, study, rows, alikeIn);
  if (!honest) throw new BenchsideError('probe.nothing', { from: 'leak' });
  // The same rows in both: those that the honest folds test.
  const tested = Uint32Array.from(honest.folds.flatMap(({ valid }) => [...valid])).sort();
  const own = Int32Array.from(ready.data.unit.keys());
  const random = dealt(inputs.ready, study, rows, own, 'naive', honest.count);
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

/** Folds of whole units. */
function dealt(
  { target }: Ready,
  study: Study,
  rows: Uint32Array,
  unit: Int32Array,
  name: string,
  count = FOLDS,
): Fold[] {
  const shares = Array<number>(count).fill(1 / count);
  return assign(rows, unit, strataOf(target, rows), shares, rng(study.seed, 'probe', name)).map((valid) => {
    const out = new Set(valid);
    return { train: rows.filter((row) => !out.has(row)), valid };
  });
}

interface Honest {
  ignores: Extract<Probe, { kind: 'leak' }>['ignores'];
  folds: Fold[];
  /** Folds of the naive split, where not as many as usual. */
  count?: number;
}

/**
 * The latest of the development rows, tested by a model of those before, where the study tests by time; null where it
 * does not or where all are of one time. The naive split has folds that leave it about as many rows to learn from.
 */
function byTime({ data, target }: Ready, table: Table, study: Study, rows: Uint32Array): Honest | null {
  const { test } = study.split;
  const { order } = splitBy(table, study);
  if (test.kind !== 'time' || !order) return null;
  const { cut, test: valid, dev: train } = latestPart(order, rows, data.unit, test.share);
  if (Number.isNaN(cut)) return null;
  if (!hasEvery(target, train)) throw new BenchsideError('evaluate.oneClass', { part: 'train' });
  const share = valid.length / (valid.length + train.length);
  const count = Math.min(MOST_FOLDS, Math.max(2, Math.round(1 / share)));
  return { ignores: 'time', folds: [{ train, valid }], count };
}

function honestFolds(ready: Ready, study: Study, rows: Uint32Array, alikeIn: AlikeIn): Honest | null {
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
  const alike = () => together(data.unit, [...atOnce(alikeIn(data)), ...(pictures?.alike ?? [])]);
  return found ?? byUnit(data.unit, 'patients') ?? bySite() ?? byUnit(alike(), 'copies');
}

const hasEvery = ({ classes, y }: Ready['target'], rows: Uint32Array): boolean =>
  classes.every((_, c) => rows.some((row) => y[row] === c));
