import { levelsIn } from '../data/levels';
import { metricValue } from '../evaluate/study-metric';
import { elasticNet } from '../models/elastic-net';
import { drawUnits } from '../split/draw';
import { strataOf } from '../split/strata';
import { errorRecord } from '../study/errors';
import { rng } from '../study/random';
import type { FirstAnswer } from '../study/results/first-answer';
import type { Study } from '../study/schema';
import { fitTrial } from '../train/fit';
import { Folds } from './folds';
import { outcomeOf, type Ready, shapesOf } from './prepare';
import { type SearchRun, unscaled } from './trial';

/** Development rows that a first answer looks at. Up to as many, the first trial is as quick. */
export const FIRST_ROWS = 4000;
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
 * The regression that every search of a table begins with, on a sample of the development rows, before all of them are
 * prepared. Null where all are few, where rows are pictures, where the steps leave what no regression reads, and where
 * the search was asked to end.
 */
export async function firstAnswer(run: SearchRun, most = FIRST_ROWS): Promise<FirstAnswer | null> {
  const { study, trainer, gate } = run;
  if (study.images) return null;
  const ready = drawnReady(run.ready, study, most);
  if (!ready) return null;
  try {
    const outcome = outcomeOf(ready);
    const folds = await new Folds({ study, ready, report: () => {}, signal: gate.signal }, outcome).for(
      undefined,
    );
    const fit = await fitTrial({
      trainer,
      spec: elasticNet.spec({}, shapesOf(ready.target, folds[0])),
      folds,
      maxEpochs: 1,
      patience: 1,
      key: [study.seed, 'first answer'],
      signal: gate.signal,
      pause: gate.wait,
      onEpoch: () => {},
    });
    const { kind, classes, y } = ready.target;
    const rows = folds.flatMap(({ validRows }) => [...validRows]);
    const predictions = Float32Array.from(
      fit.validPredictions.flatMap((fold) => [...unscaled(fold, outcome)]),
    );
    const observed = Float64Array.from(rows, (row) => y[row]);
    const score = metricValue(study.search.metric, kind, observed, predictions, classes.length);
    if (!Number.isFinite(score)) return null;
    const { dev } = ready.parts;
    return {
      family: elasticNet.name,
      metric: study.search.metric,
      score,
      rows: dev.length,
      patients: new Set(Array.from(dev, (row) => ready.data.unit[row])).size,
      of: run.ready.parts.dev.length,
      folds: folds.length,
    };
  } catch (thrown) {
    // What stands against the study is said by its own trials, which see all rows: a sample may lack what they have.
    if (errorRecord(thrown).code === 'train.deviceLost') throw thrown;
    return null;
  }
}
