import { placeNames } from '../data/columns-named';
import { type Table, takeRows } from '../data/dataset';
import { scoresOf } from '../data/materialize';
import { developmentOf } from '../evaluate/development';
import { blended } from '../evaluate/ensemble/greedy';
import { type Calibration, calibrated, fitCalibration } from '../evaluate/recalibration/calibration';
import { chooseThreshold } from '../evaluate/threshold';
import { inputColumns } from '../export/inputs';
import { joinsFor } from '../export/joined-inputs';
import { predict, rowsLookedAt } from '../export/predict';
import { type Member, PREDICTOR_VERSION, type Predictions, type Predictor } from '../export/predictor';
import { toldSources, toldSpellings } from '../export/told';
import { memberWithoutRare, underTold } from '../export/without-rare-levels';
import type { FeatureMaker } from '../prep/image/encode';
import { takePictures } from '../prep/image/picture-rows';
import { BenchsideError } from '../study/errors';
import type { Evaluation, Trial } from '../study/events';
import { searchedRole } from '../study/existing-scores';
import type { Study } from '../study/schema';
import { studyOf } from '../study/steps-in-space';
import { winningModel } from '../study/winning-model';
import type { Trainer } from '../train/trainer';
import { countedIn, declaredIn } from './counted';
import type { Journal } from './journal';
import { type Finishing, membersOf, type TrialInModel } from './members';
import { outcomeOf, type Ready, takeDev } from './prepare';
import type { TrialBlob } from './trial';

/**
 * The winner of the newest search with what it needs to be used: by the Study as it was when the search began, its
 * steps as the best trial's configuration has them, under the decisions after the search.
 */
export interface Winner {
  study: Study;
  ready: Ready;
  /** The best single trial. */
  trial: Trial;
  /** Pooled out-of-fold predictions of the whole model, and the rows they belong to, in the order of the folds. */
  blob: Pick<TrialBlob, 'rows' | 'predictions'>;
  /** The trials whose models predict together; the best alone where there is no ensemble. */
  trials: TrialInModel[];
}

/**
 * Under the decisions of `after`, or those of the search's time. Throws `train.noTrial` where no trial has finished, or
 * what is kept of it is gone.
 */
export async function winnerOf(
  journal: Journal,
  readyFor: (study: Study) => Ready,
  after?: Study['evaluation'],
): Promise<Winner> {
  const { study: then, trials: all } = journal.state;
  const study = then && { ...then, evaluation: after ?? then.evaluation };
  const model = winningModel(journal.state, study?.evaluation);
  if (!then || !study || !model) throw new BenchsideError('train.noTrial');
  const trials: TrialInModel[] = [];
  for (const { trial: number, weight } of model.members) {
    const trial = all.find((one) => one.trial === number);
    const blob = trial?.blob ? await journal.getBlob<TrialBlob>(trial.blob) : null;
    if (!trial || !blob) throw new BenchsideError('train.noTrial');
    trials.push({ study: studyOf(study, trial.config), trial, blob, weight });
  }
  const { trial } = model;
  const predictions =
    trials.length === 1
      ? trials[0].blob.predictions
      : blended(
          trials.map(({ blob }) => blob.predictions),
          trials.map(({ weight }) => weight),
        );
  return {
    study: studyOf(study, trial.config),
    ready: readyFor(then),
    trial,
    blob: { rows: trials[0].blob.rows, predictions },
    trials,
  };
}

/**
 * The decisions after the search that a model is made under: those it was evaluated with, so that what is taken home is
 * what was tested; before an evaluation those of `now`, else those of the search's time.
 */
export const decisionsOf = (
  then: Pick<Study, 'evaluation'>,
  plan: Evaluation['plan'] | null,
  now?: Pick<Study, 'evaluation'>,
): Study['evaluation'] => {
  const { leftOut, ...decided } = (now ?? then).evaluation;
  // Evaluations of earlier versions were of one trial, and left no family out.
  return plan ? { ...decided, ensemble: 'single', ...plan } : (now ?? then).evaluation;
};

/** The winner beside the existing scores that `study` has now: they are no features, so that they may come after it. */
export function withScores(winner: Winner, table: Table, { columns }: Pick<Study, 'columns'>): Winner {
  const now = new Map(columns.map((plan) => [plan.name, plan]));
  const planned = winner.study.columns.map((then) => {
    const plan = now.get(then.name) ?? then;
    return searchedRole(plan.role) === 'ignore' && searchedRole(then.role) === 'ignore' ? plan : then;
  });
  return {
    ...winner,
    study: { ...winner.study, columns: planned },
    ready: { ...winner.ready, scores: scoresOf(table, planned) },
  };
}

/** What the decisions after the search are made of: the plan, the outcomes, and pooled out-of-fold development predictions. */
export interface OutOfFold {
  study: Pick<Study, 'evaluation'>;
  ready: Pick<Ready, 'target'>;
  blob: Pick<TrialBlob, 'rows' | 'predictions'>;
}

/** Outcomes of the pooled out-of-fold development predictions. */
const observedOf = ({ ready, blob }: OutOfFold): Float64Array =>
  Float64Array.from(blob.rows, (row) => ready.target.y[row]);

/** The recalibration that was chosen, fitted to pooled out-of-fold development predictions; null where there is none. */
export const calibrationOf = (winner: OutOfFold): Calibration | null =>
  fitCalibration(
    winner.study.evaluation.recalibration,
    observedOf(winner),
    winner.blob.predictions,
    winner.ready.target.classes.length,
  );

/** Pooled out-of-fold development predictions as the final model would report them. */
export const developmentPredictions = (winner: OutOfFold): Float32Array =>
  calibrated(calibrationOf(winner), winner.blob.predictions, winner.ready.target.classes.length);

/** The threshold on pooled out-of-fold development predictions, recalibrated first; null unless binary. */
export function thresholdOf(winner: OutOfFold): number | null {
  if (winner.ready.target.kind !== 'binary') return null;
  return chooseThreshold(
    winner.study.evaluation.threshold,
    observedOf(winner),
    developmentPredictions(winner),
  );
}

const alone: Finishing = { signal: new AbortController().signal, report: () => {} };

/** The models of every trial of the winner, each with its own preprocessing. */
async function allMembers({ ready, trials }: Winner, trainer: Trainer, run: Finishing): Promise<Member[]> {
  const members: Member[] = [];
  for (const trial of trials) members.push(...(await membersOf(ready, trial, trials.length, trainer, run)));
  return members;
}

/**
 * The finished model. It knows no level that fewer than five patients of the development rows have: what is evaluated is
 * what may be taken home.
 */
export async function predictorOf(
  winner: Winner,
  trainer: Trainer,
  evaluation: Evaluation | null,
  run: Finishing = alone,
): Promise<Predictor> {
  const { study, ready } = winner;
  if (!study.task) throw new BenchsideError('target.none');
  const metric = { binary: 'auroc', multiclass: 'aurocMacro', regression: 'rmse' }[ready.target.kind];
  const { estimate, low, high } = evaluation?.metrics[metric] ?? {
    estimate: Number.NaN,
    low: null,
    high: null,
  };
  const calibration = calibrationOf(winner);
  const dev = takeDev(ready, ready.parts.dev);
  const counted = countedIn(ready, study);
  const declared = declaredIn(study);
  const told = underTold(dev, counted.rare);
  return {
    version: PREDICTOR_VERSION,
    task: study.task,
    ...(study.sources.length > 0 && { sources: toldSources(sourcesFor(study), counted) }),
    ...(study.names && { names: namesFor(study) }),
    ...(study.joins && { joins: joinsFor(study) }),
    inputs: inputColumns(told, study.columns).map(({ same, ...input }) => {
      const spellings = toldSpellings(same, input.name, counted);
      return { ...input, ...(spellings && { same: spellings }) };
    }),
    members: (await allMembers(winner, trainer, run)).map((member) =>
      memberWithoutRare(member, dev, declared),
    ),
    outcome: outcomeOf(ready),
    ...(calibration && { calibration }),
    threshold: thresholdOf(winner),
    development: developmentOf(
      told,
      { ...ready.target, y: Float64Array.from(ready.parts.dev, (row) => ready.target.y[row]) },
      study.data?.sha256 ?? '',
    ),
    meta: {
      studyName: study.name,
      studyId: study.id,
      metric: study.search.metric,
      test: Number.isFinite(estimate) ? { metric, estimate, low, high } : null,
    },
  };
}

/** The hospitals' mappings of what the model reads, and of nothing else: the rest names columns of people. */
const sourcesFor = ({ sources, columns, task }: Study): Study['sources'] => {
  const read = columns.filter((c) => c.role === 'feature' && c.name !== task?.target).map((c) => c.name);
  return sources.map((source) => ({ ...source, columns: source.columns.filter((c) => read.includes(c.to)) }));
};

/** The names of what the model reads, at their places; what else the file holds keeps its place only. */
const namesFor = ({ names = [], columns, task }: Study): string[] => {
  const read = new Set(
    columns.filter((c) => c.role === 'feature' && c.name !== task?.target).map((c) => c.name),
  );
  return placeNames(names.length).map((place, i) => (read.has(names[i]) ? names[i] : place));
};

const forwardOn = (trainer: Trainer) => trainer.predict.bind(trainer);

/** The locked test rows that the model looks at. */
export const testRows = ({ pictures, parts }: Ready, predictor: Predictor): Uint32Array =>
  rowsLookedAt(predictor, pictures?.source ?? null, parts.test);

/** Predictions for the locked test rows that the model looks at. Throws `images.again` where their pictures are gone. */
export function predictTest(
  { ready }: Winner,
  predictor: Predictor,
  trainer: Trainer,
  maker: FeatureMaker | null = null,
): Promise<Predictions> {
  const test = testRows(ready, predictor);
  const pictures = ready.pictures && { source: takePictures(ready.pictures.source, test), maker };
  return predict(predictor, takeRows(ready.data, test), forwardOn(trainer), pictures);
}
