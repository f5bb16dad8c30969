import type { Picture, PictureSource } from '../../data/images/picture';
import { imageStepByName } from '../../prep/image/index';
import { pictureSteps } from '../../prep/image/partition';
import { expandPictures, type PictureRows, takePictures } from '../../prep/image/picture-rows';
import {
  applyImagePipeline,
  fitImagePipeline,
  imageParams,
  infoOf,
  loadSteps,
  prefixWithoutFit,
} from '../../prep/image/pipeline';
import type { FittedStep } from '../../prep/step';
import type { Ctx } from '../../study/context';
import { BenchsideError, errorRecord } from '../../study/errors';
import { rng } from '../../study/random';
import type { StepPlan, Study } from '../../study/schema';
import type { Ready } from '../prepare';
import type { Drawn, ImagePreview } from './api';
import { draw } from './draw';
import { seen } from './seen';

/** Longest side of a picture on the card. */
const LONGEST = 320;
/** Training pictures that a step is fitted on for its preview. */
const FITTED_ON = 200;
const LARGE_FITTED_ON = 4;
/** Draws of an augmentation, and patches of a picture, that are shown. */
const SHOWN = 6;

type Given = Pick<Ctx, 'signal' | 'report'>;

/** Before and after of one step on chosen rows; the steps before it are fitted on a part of the training pictures. */
export async function previewPictures(
  ready: Ready,
  study: Study,
  stepId: string,
  rows: readonly number[],
  ctx: Given,
): Promise<ImagePreview> {
  const plan = pictureSteps(study.steps);
  const at = plan.findIndex((step) => step.id === stepId);
  if (at < 0) throw new BenchsideError('prep.unknownStep', { step: stepId });
  if (!ready.pictures) throw new BenchsideError('images.again');
  const { source } = ready.pictures;
  const preview: ImagePreview = { rows: [], learned: null, shape: null, misuse: [], error: null };
  const step = imageStepByName(plan[at].step);
  const maps = (part: readonly StepPlan[]) =>
    part.filter(({ step: name }) => imageStepByName(name).kind === 'map');
  try {
    await loadSteps(plan);
    const params = imageParams(plan[at]);
    const whole = { ...ctx, rng: rng(study.seed, 'prep', 'preview') };
    const until = maps(plan.slice(0, step.kind === 'map' ? at + 1 : at));
    const training = partsOf(source, sampleOf(ready, source, until), plan.slice(0, at));
    const fitted = await fitImagePipeline(until, training, whole);
    const before = step.kind === 'map' ? fitted.slice(0, -1) : fitted;
    const misuse = new Set<string>();
    const made: Picture[] = [];
    for (const row of rows) {
      const [first] = step.kind === 'rows' ? [] : [partsOf(source, [row], plan.slice(0, at))];
      const given = first && first.n > 0 ? applyImagePipeline(before, first.read(0)) : seen(source, row);
      const why = step.unsuited?.({ ...source.info(row), ...infoOf(given) }, params);
      if (why) misuse.add(why);
      const after =
        step.kind === 'rows'
          ? shownParts(source, row, plan.slice(0, at + 1))
          : afterOf(given, plan[at], fitted, row, study.seed);
      made.push(...after);
      preview.rows.push({ row, before: draw(given, LONGEST), after: after.map((one) => draw(one, LONGEST)) });
    }
    preview.misuse = [...misuse];
    preview.learned = learnedOf(fitted.at(-1), plan[at]);
    preview.shape = shapeOf(made, plan.slice(at + 1));
  } catch (error) {
    preview.error = errorRecord(error);
  }
  return preview;
}

/** Training pictures that steps are fitted on for a look; none where no step learns. */
function sampleOf({ parts }: Ready, source: PictureSource, steps: readonly StepPlan[]): Uint32Array {
  const { train } = parts.folds[0];
  if (prefixWithoutFit(steps) === steps.length || train.length === 0) return new Uint32Array();
  const most = source.info(train[0]).tiled ? LARGE_FITTED_ON : FITTED_ON;
  const stride = Math.max(1, Math.ceil(train.length / most));
  return train.filter((_, i) => i % stride === 0);
}

/** What the step makes of one picture: one, several draws of an augmentation, or its first patches. */
function afterOf(
  given: Picture,
  planned: StepPlan,
  fitted: FittedStep[],
  row: number,
  seed: number,
): Picture[] {
  const step = imageStepByName(planned.step);
  const params = imageParams(planned);
  if (step.kind === 'map') return [applyImagePipeline(fitted.slice(-1), given)];
  const own = () => ({ ...given, v: given.v.slice() });
  return step.augment
    ? Array.from(
        { length: SHOWN },
        (_, i) => step.augment?.(own(), params, rng(seed, 'preview', row, i)) ?? given,
      )
    : [given];
}

/** The first parts of a picture. */
function shownParts(source: PictureSource, row: number, plan: readonly StepPlan[]): Picture[] {
  const parts = expandPictures(source, [row], plan);
  return Array.from({ length: Math.min(SHOWN, parts.n) }, (_, i) => parts.read(i));
}

/** Pictures as the steps that cut them leave them; of each the first part, at most as many as are fitted on. */
function partsOf(source: PictureSource, rows: ArrayLike<number>, plan: readonly StepPlan[]): PictureRows {
  const cutting = plan.filter(({ step }) => imageStepByName(step).kind === 'rows');
  const parts = expandPictures(source, rows, cutting);
  const firsts = [...parts.origin.keys()].filter((i) => i === 0 || parts.origin[i] !== parts.origin[i - 1]);
  return takePictures(parts, firsts);
}

/** What a step has learned as a picture: a mean image, a reference. */
function learnedOf(last: FittedStep | undefined, { step: name }: StepPlan): Drawn | null {
  const picture = last?.step === name ? imageStepByName(name).shows?.(last.state) : null;
  return picture ? draw(picture, LONGEST) : null;
}

/** Size and channels that later steps leave, which are told by those alone that change them; null where they differ. */
function shapeOf(given: readonly Picture[], later: readonly StepPlan[]): ImagePreview['shape'] {
  const rest = later
    .filter(({ step }) => imageStepByName(step).reshapes)
    .map(({ id, step, params }) => ({ id, step, params: imageParams({ step, params }), state: null }));
  const shapes = given.map((picture) => {
    const { height, width, channels } = applyImagePipeline(rest, picture);
    return [height, width, channels] as const;
  });
  const [first] = shapes;
  return first && shapes.every((shape) => shape.join() === first.join()) ? [...first] : null;
}
