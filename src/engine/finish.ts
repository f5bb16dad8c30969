import { placeNames } from '../data/columns-named';
import { type Table, takeRows } from '../data/dataset';
import { scoresOf } from '../data/materialize';
import { developmentOf } from '../evaluate/development';
import { type Calibration, calibrated, fitCalibration } from '../evaluate/recalibration/calibration';
import { chooseThreshold } from '../evaluate/threshold';
import { inputColumns } from '../export/inputs';
import { joinsFor } from '../export/joined-inputs';
import { predict, rowsLookedAt } from '../export/predict';
import { type Member, PREDICTOR_VERSION, type Predictions, type Predictor } from '../export/predictor';
import { toldSources, toldSpellings } from '../export/told';
import { memberWithoutRare, underTold } from '../export/without-rare-levels';
import { readsPictures } from '../models/family';
import { familyByName } from '../models/index';
import type { FeatureMaker } from '../prep/image/encode';
import { imageStepByName } from '../prep/image/index';
import { pictureSteps } from '../prep/image/partition';
import { takePictures } from '../prep/image/picture-rows';
import type { Ctx } from '../study/context';
import { BenchsideError } from '../study/errors';
import type { Evaluation, Trial } from '../study/events';
import { searchedRole } from '../study/existing-scores';
import { winningTrial } from '../study/journal-state';
import type { Study } from '../study/schema';
import { studyOf } from '../study/steps-in-space';
import { refit, specOn } from '../train/fit';
import type { Trainer } from '../train/trainer';
import { countedIn, declaredIn } from './counted';
import { Folds, prepareAll } from './folds';
import { cutOf, secondStage } from './images/fine-tune';
import { pictureParts } from './images/prepare-pictures';
import type { Journal } from './journal';
import {
  outcomeOf,
  type PicturePart,
  type PreparedFold,
  prepareFold,
  type Ready,
  shapesOf,
  takeDev,
} from './prepare';
import type { TrialBlob } from './trial';

/**
 * The winner of the newest search with what it needs to be used: by the Study as it was when the search began, its
 * steps as the winner's configuration has them.
 */
export interface Winner {
  study: Study;
  ready: Ready;
  trial: Trial;
  blob: TrialBlob;
}

/** Throws `train.noTrial` where no trial has finished. */
export async function winnerOf(journal: Journal, readyFor: (study: Study) => Ready): Promise<Winner> {
  const { study, trials } = journal.state;
  const trial = study ? winningTrial(trials, study.search.metric) : undefined;
  const blob = trial?.blob ? await journal.getBlob<TrialBlob>(trial.blob) : null;
  if (!study || !trial || !blob) throw new BenchsideError('train.noTrial');
  return { study: studyOf(study, trial.config), ready: readyFor(study), trial, blob };
}

/**
 * The winner under the decisions after the search: those its model was evaluated with, so that what is taken home is
 * what was tested; before an evaluation those of `study`, else those of the search's time.
 */
export function decided(winner: Winner, plan: Evaluation['plan'] | null, study?: Study): Winner {
  const evaluation = { ...(study ?? winner.study).evaluation, ...plan };
  return { ...winner, study: { ...winner.study, evaluation } };
}

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

/** Folds averaged, or one model refitted on all development rows for the best number of epochs. */
async function membersOf(winner: Winner, trainer: Trainer, run: Finishing): Promise<Member[]> {
  const { study, ready, trial, blob } = winner;
  const outcome = outcomeOf(ready);
  const { reads } = familyByName(trial.config.family);
  const given = { study, ready, ...run };
  const at = cutOf(trial.config);
  if (study.final === 'refit') {
    const all = await prepareAll(given, outcome, reads, at);
    const { spec, weights } = await refitted(winner, all, trainer, given);
    return [
      {
        steps: all.steps,
        names: all.names,
        spec,
        weights,
        weight: 1,
        ...(reads === 'levels' && { gaps: true }),
        ...inputOf(study, all.picture),
      },
    ];
  }
  // Steps are a pure function of the study and the rows, so they are made again rather than stored.
  const inputs = readsPictures(reads) ? await pictureParts({ ...given, outcome, reads, at }) : null;
  const { folds } = ready.parts;
  return folds.map((part, f) => {
    const table = readsPictures(reads) ? undefined : reads;
    const beside =
      ready.data.cols.size > 0 || !inputs ? prepareFold(ready, study, outcome, part, f, table) : null;
    return {
      steps: beside?.steps ?? [],
      names: beside?.names ?? [],
      spec: blob.specs[f],
      weights: blob.weights[f],
      weight: 1 / folds.length,
      ...(reads === 'levels' && { gaps: true }),
      ...inputOf(study, inputs?.[f]),
    };
  });
}

const inputOf = ({ steps, images }: Study, picture: PicturePart | undefined): Pick<Member, 'picture'> =>
  picture
    ? {
        picture: {
          parts: pictureSteps(steps).filter(({ step }) => imageStepByName(step).kind === 'rows'),
          steps: picture.steps,
          shape: picture.shape,
          ...(images?.axis !== undefined && { axis: images.axis }),
          ...(picture.backbone && { backbone: picture.backbone }),
        },
      }
    : {};

/** One net trained on all development rows, for the epochs that were best; a head before its backbone's blocks. */
async function refitted(
  { study, ready, trial, blob }: Winner,
  all: PreparedFold,
  trainer: Trainer,
  run: Finishing & { study: Study; ready: Ready },
): Promise<Pick<Member, 'spec' | 'weights'>> {
  const key = [study.seed, 'trial', trial.trial, 'refit'];
  const common = { trainer, signal: run.signal };
  const spec = specOn(blob.specs[0], all.train);
  const last = { ...common, spec, train: all.train, epochs: blob.bestEpoch };
  const planned = study.training.maxEpochs;
  if (blob.headEpochs === undefined) return { spec, weights: await refit({ ...last, planned, key }) };
  const head = await prepareAll(run, outcomeOf(ready), 'features');
  const headSpec = familyByName(trial.config.family).spec(trial.config.params, shapesOf(ready.target, head));
  const stage = await secondStage(trial.config, headSpec, new Folds(run, outcomeOf(ready)));
  const first = await refit({ ...common, spec: headSpec, train: head.train, epochs: blob.headEpochs, key });
  const weights = await refit({ ...last, key: [...key, 'second'], initial: stage?.initial(first) });
  return { spec, weights };
}

/** What finishing a model needs beside the winner. */
export interface Finishing extends Pick<Ctx, 'signal' | 'report'> {
  maker?: FeatureMaker | null;
}

const alone: Finishing = { signal: new AbortController().signal, report: () => {} };

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
    members: (await membersOf(winner, trainer, run)).map((member) =>
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
