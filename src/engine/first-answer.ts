import { levelsIn } from '../data/levels';
import { metricValue } from '../evaluate/study-metric';
import { planFor } from '../prep/plan-for';
import { drawUnits } from '../split/draw';
import { strataOf } from '../split/strata';
import { rng } from '../study/random';
import type { FirstAnswer } from '../study/results/first-answer';
import type { Study } from '../study/schema';
import { breathe, throwIfAborted } from '../train/pacing';
import type { Ready } from './prepare';
import { predictFold } from './quick-model';
import type { SearchRun } from './trial';

/** Development rows that a first answer looks at. Up to as many, the first trial is as quick. */
export const FIRST_ROWS = 2500;
/** Rows of a class that are wanted in it, so that every fold can learn what the class is. */
const LEAST = 50;

/**
 * A seeded sample of whole patients among the development rows, in the study's own folds: what is fitted to its training
 * rows sees no other, and the vocabulary is the sample's. Null where there are no more rows than that.
 */
export function drawnReady(ready: Ready, study: Study, most = FIRST_ROWS): Ready | null {
  const { data, target, parts } = ready;
  if (parts.dev.length <= most) return null;
  const dev = drawUnits(
    parts.dev,
    { unit: data.unit, stratum: strataOf(target, parts.dev) },
    { most, least: LEAST },
    rng(study.seed, 'first answer'),
  );
  const drawn = new Set(dev);
  const within = (rows: Uint32Array) => rows.filter((row) => drawn.has(row));
  const folds = parts.folds
    .map(({ train, valid }) => ({ train: within(train), valid: within(valid) }))
    .filter(({ train, valid }) => train.length > 0 && valid.length > 0);
  if (folds.length === 0) return null;
  return { ...ready, parts: { ...parts, dev, folds }, levels: levelsIn(data, dev) };
}

/**
 * Of the ridge penalty, a row: about that of the regression which a search begins with. Few rows and the hundreds of
 * inputs of a large table's levels ask for it.
 */
const L2_A_ROW = 0.01;
/** Of a fit: on diabetes130 the AUROC moves by less than 0.0001 from here to convergence. */
const TOLERANCE = 0.03;

/**
 * A ridge regression on a sample of the development rows, cross-validated before all of them are prepared. Null where
 * all are few, where rows are pictures, where the steps leave what no regression reads, and where the search was asked to
 * end.
 */
export async function firstAnswer(
  { study, ready: whole, gate }: Pick<SearchRun, 'study' | 'ready' | 'gate'>,
  most = FIRST_ROWS,
): Promise<FirstAnswer | null> {
  const ready = study.images ? null : drawnReady(whole, study, most);
  if (!ready) return null;
  const { data, target, parts } = ready;
  const { kind, classes, y } = target;
  const predictions: Float64Array[] = [];
  try {
    for (const [f, fold] of parts.folds.entries()) {
      await breathe();
      throwIfAborted(gate.signal);
      const held = { l2: L2_A_ROW * fold.train.length, tolerance: TOLERANCE };
      predictions.push(predictFold(ready, study, planFor(study.steps), fold, f, null, held));
    }
  } catch {
    // What stands against the study is said by its own trials, which see all rows: a sample may lack what they have.
    return null;
  }
  const observed = Float64Array.from(parts.folds.flatMap(({ valid }) => Array.from(valid, (row) => y[row])));
  const p = Float64Array.from(predictions.flatMap((fold) => [...fold]));
  const { metric } = study.search;
  const score = metricValue(metric, kind, observed, p, classes.length);
  if (!Number.isFinite(score)) return null;
  return {
    metric,
    score,
    rows: parts.dev.length,
    patients: new Set(Array.from(parts.dev, (row) => data.unit[row])).size,
    of: whole.parts.dev.length,
    folds: parts.folds.length,
  };
}
