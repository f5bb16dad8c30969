import type { Member } from '../export/predictor';
import { readsPictures } from '../models/family';
import { familyByName } from '../models/index';
import type { FeatureMaker } from '../prep/image/encode';
import { imageStepByName } from '../prep/image/index';
import { pictureSteps } from '../prep/image/partition';
import type { Ctx } from '../study/context';
import type { Trial } from '../study/events';
import type { Study } from '../study/schema';
import { keyOfSeed, refit, specOn } from '../train/fit';
import type { Trainer } from '../train/trainer';
import { Folds, prepareAll } from './folds';
import { foldsAtHome } from './folds-at-home';
import { cutOf, secondStage } from './images/fine-tune';
import { pictureParts } from './images/prepare-pictures';
import { outcomeOf, type PicturePart, type PreparedFold, prepareFold, type Ready, shapesOf } from './prepare';
import type { TrialBlob } from './trial';

/** A trial that a model is made of, with its share of what the model says. */
export interface TrialInModel {
  /** The study as the trial had it: its own steps. */
  study: Study;
  trial: Trial;
  blob: TrialBlob;
  weight: number;
}

/** What finishing a model needs beside the winner. */
export interface Finishing extends Pick<Ctx, 'signal' | 'report'> {
  maker?: FeatureMaker | null;
}

/**
 * The models of one of `trials` trials: those of its folds, or one refitted on all development rows for the best number
 * of epochs. Where several networks of a fold predict together, so many in its place: each a member, so that they are
 * averaged before anything is made of it.
 */
export async function membersOf(
  ready: Ready,
  of: TrialInModel,
  trials: number,
  trainer: Trainer,
  run: Finishing,
): Promise<Member[]> {
  const { study, trial, blob, weight } = of;
  const outcome = outcomeOf(ready);
  const { reads } = familyByName(trial.config.family);
  const given = { study, ready, ...run };
  const at = cutOf(trial.config);
  const { networks = 1 } = trial.score ?? {};
  if (study.final === 'refit') {
    const all = await prepareAll(given, outcome, reads, at);
    const members: Member[] = [];
    for (let seed = 0; seed < networks; seed++)
      members.push({
        steps: all.steps,
        names: all.names,
        ...(await refitted(of, seed, all, trainer, given)),
        weight: weight / networks,
        ...(reads === 'levels' && { gaps: true }),
        ...inputOf(study, all.picture),
      });
    return members;
  }
  // Steps are a pure function of the study and the rows, so they are made again rather than stored.
  const folds = ready.parts.folds.slice(0, foldsAtHome({ study, ready, blob }, trials));
  const few = { ...given, ready: { ...ready, parts: { ...ready.parts, folds } } };
  const inputs = readsPictures(reads) ? await pictureParts({ ...few, outcome, reads, at }) : null;
  return folds.flatMap((part, f) => {
    const table = readsPictures(reads) ? undefined : reads;
    const beside =
      ready.data.cols.size > 0 || !inputs ? prepareFold(ready, study, outcome, part, f, table) : null;
    return Array.from({ length: networks }, (_, seed) => ({
      steps: beside?.steps ?? [],
      names: beside?.names ?? [],
      spec: blob.specs[f * networks + seed],
      weights: blob.weights[f * networks + seed],
      weight: weight / (folds.length * networks),
      ...(reads === 'levels' && { gaps: true as const }),
      ...inputOf(study, inputs?.[f]),
    }));
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
  { study, trial, blob }: TrialInModel,
  seed: number,
  all: PreparedFold,
  trainer: Trainer,
  run: Finishing & { study: Study; ready: Ready },
): Promise<Pick<Member, 'spec' | 'weights'>> {
  const { ready } = run;
  const key = keyOfSeed([study.seed, 'trial', trial.trial, 'refit'], seed);
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
