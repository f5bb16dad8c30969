import { metricValue } from '../evaluate/study-metric';
import type { AnySpec } from '../models/family';
import type { FeatureMaker } from '../prep/image/encode';
import { poolByOrigin } from '../prep/image/pooled';
import { strategyByName } from '../search/index';
import { verdict } from '../search/pruners/index';
import type { Clock, Ctx } from '../study/context';
import type { EpochPoint, Pruned, Trial, TrialScore } from '../study/events';
import type { Study } from '../study/schema';
import type { Config } from '../study/space';
import { baselineLoss } from '../train/baseline-loss';
import { type FitPoint, fitTrial, isPlanned, specOn } from '../train/fit';
import { lengthOf } from '../train/length';
import type { Trainer, Weights } from '../train/trainer';
import type { Gate } from './gate';
import type { Journal } from './journal';
import { isRepeated, meanByRow } from './mean-by-row';
import type { Outcome, PreparedFold, Ready } from './prepare';

/** What a running search holds. */
export interface SearchRun {
  study: Study;
  ready: Ready;
  trainer: Trainer;
  journal: Journal;
  gate: Gate;
  clock: Clock;
  /** Makes features of pictures, where the study has them. */
  maker?: FeatureMaker | null;
  /** Configurations to be tried before the strategy's. */
  byHand?: readonly Config[];
  /** How far the preparation before the first trial is. */
  report: Ctx['report'];
}

/** What is kept of a finished trial beside its journal lines. */
export interface TrialBlob {
  /** Of every network: those of the first fold, then those of the next. */
  specs: AnySpec[];
  /** Best weights, a network each. */
  weights: Weights[];
  /**
   * Pooled out-of-fold predictions and the rows they belong to, in the order of the folds. Where these are repeated, a
   * row stands once, with the mean of its predictions; in searches of earlier versions once a repeat.
   */
  rows: Uint32Array;
  predictions: Float32Array;
  /** Where folds are repeated: the same before the mean, the folds of all repeats in their order. */
  apart?: { rows: Uint32Array; predictions: Float32Array };
  /** Of the last stage. */
  bestEpoch: number;
  /** Where a head was trained before parts of its backbone: the head's best epoch. */
  headEpochs?: number;
}

/** A second stage of training, that begins with what the first has learned. */
export interface SecondStage {
  spec: AnySpec;
  folds: PreparedFold[];
  epochs: number;
  /** What a fold begins with, from its weights after the first stage. */
  initial(first: Weights): Weights;
}

interface TrialPlan {
  search: number;
  trial: number;
  config: Config;
  spec: AnySpec;
  folds: PreparedFold[];
  /** Networks of each fold that predict together; without it one. */
  seeds?: number;
  outcome: Outcome;
  /** The trials that are settled by now: what this one is compared with. */
  settled: () => readonly Trial[];
  outOfTime: () => boolean;
  /** Scored as searches of earlier versions were: each repeat's prediction of a row as a row of its own. */
  repeatsApart?: boolean;
  second?: SecondStage | null;
}

/** Epochs go to the journal in batches of at most this age, so that a fast trial is not slowed by storage. */
const BATCH_MS = 250;

const concat = (parts: Float32Array[]): Float32Array => {
  const all = new Float32Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

/** Standardized predictions back on the outcome's own scale. */
export const unscaled = (p: Float32Array, outcome: Outcome): Float32Array =>
  outcome ? p.map((v) => v * outcome.sd + outcome.mean) : p;

/** Validation predictions of the folds, those of parts of pictures as their pictures'. */
const pooled = (predictions: Float32Array[], folds: readonly PreparedFold[]): Float32Array =>
  concat(
    predictions.map((p, f) => {
      const origin = folds[f].picture?.validOrigin;
      return origin ? poolByOrigin(p, origin, p.length / origin.length).p : p;
    }),
  );

/** True of a search that goes on from trials of an earlier version: its scores are compared, so they stay of one kind. */
export async function areRepeatsApart(journal: Journal): Promise<boolean> {
  const ref = journal.state.trials.find(({ blob }) => blob !== undefined)?.blob;
  const blob = ref === undefined ? null : await journal.getBlob<TrialBlob>(ref);
  return blob !== null && isRepeated(blob.rows);
}

/** Ends training from within: the trial is given up, and nothing of it is read back. */
class GivenUp extends Error {
  constructor(readonly pruned: Pruned) {
    super(pruned.by);
  }
}

/**
 * Trains one configuration on all folds together and scores it on the pooled validation predictions; says why where it
 * was ended early.
 */
export async function runTrial(
  run: SearchRun,
  plan: TrialPlan,
): Promise<{ score: TrialScore; blob: TrialBlob } | { pruned: Pruned }> {
  const { study, ready, trainer, journal, gate, clock } = run;
  const { search, trial, config, spec, folds, seeds = 1, outcome, settled, outOfTime } = plan;
  const { kind, classes, y } = ready.target;
  const all = Uint32Array.from(folds.flatMap((f) => [...f.validRows]));
  const { rows, mean } = plan.repeatsApart ? { rows: all, mean: (p: Float32Array) => p } : meanByRow(all);
  const observed = Float64Array.from(rows, (row) => y[row]);
  const outOfFold = (predictions: Float32Array[]) => unscaled(pooled(predictions, folds), outcome);
  const metricOf = (predictions: Float32Array[]) =>
    metricValue(study.search.metric, kind, observed, mean(outOfFold(predictions)), classes.length);

  let batch: EpochPoint[] = [];
  let flushedAt = clock.now();
  const flush = () => {
    if (batch.length) void journal.append({ type: 'trial.epochs', search, trial, points: batch });
    batch = [];
    flushedAt = clock.now();
  };

  try {
    const { training } = study;
    const key = [study.seed, 'trial', trial];
    const withHypergradient = strategyByName(study.search.strategy).usesHypergradient;
    const common = { trainer, signal: gate.signal, pause: gate.wait, outOfTime, withHypergradient };
    const { maxEpochs, patience } = lengthOf(spec, training);
    const facts = {
      epochs: maxEpochs + (plan.second?.epochs ?? 0),
      patience,
      metric: study.search.metric,
      baseline: baselineLoss(folds, spec.loss),
    };
    const points: EpochPoint[] = [];
    const watch = (before: number, stage: AnySpec) => (point: FitPoint, last: boolean) => {
      const { epoch, trainLoss, validLoss, predictions } = point;
      const seen = { epoch: before + epoch, trainLoss, validLoss, metric: metricOf(predictions) };
      batch.push(seen);
      points.push(seen);
      if (clock.now() - flushedAt >= BATCH_MS) flush();
      if (last) return;
      const running: Trial = { search, trial, config, state: 'running', points };
      const pruned = verdict(study.search.pruner, running, settled(), {
        ...facts,
        planned: isPlanned(stage),
      });
      if (pruned) throw new GivenUp(pruned);
    };
    const onEpoch = watch(0, spec);
    const first = await fitTrial({ ...common, spec, folds, seeds, maxEpochs, patience, key, onEpoch });
    const second = plan.second && {
      spec: plan.second.spec,
      seeds,
      folds: plan.second.folds,
      maxEpochs: plan.second.epochs,
      patience: plan.second.epochs,
      key: [...key, 'second'],
      initial: first.weights.map(plan.second.initial),
    };
    const fit = second
      ? await fitTrial({ ...common, ...second, onEpoch: watch(first.epochs, second.spec) })
      : first;
    const last = second ?? { spec, folds };
    const apart = outOfFold(fit.validPredictions);
    flush();
    return {
      score: {
        metric: metricOf(fit.validPredictions),
        validLoss: fit.validLoss,
        bestEpoch: fit.bestEpoch + (second ? first.epochs : 0),
        ...(fit.hypergradient && { hypergradient: fit.hypergradient }),
        ...(seeds > 1 && { networks: seeds }),
      },
      blob: {
        specs: last.folds.flatMap((f) => Array(seeds).fill(specOn(last.spec, f.train))),
        weights: fit.weights,
        rows,
        predictions: mean(apart),
        ...(rows !== all && { apart: { rows: all, predictions: apart } }),
        bestEpoch: fit.bestEpoch,
        ...(second && { headEpochs: first.bestEpoch }),
      },
    };
  } catch (error) {
    flush();
    if (error instanceof GivenUp) return { pruned: error.pruned };
    throw error;
  }
}
