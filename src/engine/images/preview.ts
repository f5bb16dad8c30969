import type { Picture } from '../../data/images/picture';
import type { Region } from '../../prep/image/image-step';
import { imageStepByName } from '../../prep/image/index';
import { pictureSteps } from '../../prep/image/partition';
import { cut, takePictures } from '../../prep/image/picture-rows';
import {
  applyImagePipeline,
  fitImagePipeline,
  imageParams,
  infoOf,
  loadSteps,
} from '../../prep/image/pipeline';
import type { FittedStep } from '../../prep/step';
import type { Ctx } from '../../study/context';
import { BenchsideError, errorRecord } from '../../study/errors';
import { rng } from '../../study/random';
import type { StepPlan, Study } from '../../study/schema';
import type { Ready } from '../prepare';
import type { Drawn, ImagePreview } from './api';
import { draw } from './draw';

/** Longest side of a picture on the card. */
const LONGEST = 320;
/** Training pictures that a step is fitted on for its preview. */
const FITTED_ON = 200;
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
    const { train } = ready.parts.folds[0];
    const stride = Math.max(1, Math.ceil(train.length / FITTED_ON));
    const training = takePictures(
      source,
      train.filter((_, i) => i % stride === 0),
    );
    const whole = { ...ctx, rng: rng(study.seed, 'prep', 'preview') };
    const until = maps(plan.slice(0, step.kind === 'map' ? at + 1 : at));
    const fitted = await fitImagePipeline(until, training, whole);
    const before = step.kind === 'map' ? fitted.slice(0, -1) : fitted;
    const misuse = new Set<string>();
    const made: Picture[] = [];
    for (const row of rows) {
      const given = applyImagePipeline(before, source.read(row));
      const why = step.unsuited?.({ ...source.info(row), ...infoOf(given) }, params);
      if (why) misuse.add(why);
      const after = afterOf(given, plan[at], fitted, row, study.seed);
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
  if (step.kind === 'augment')
    return step.augment
      ? Array.from(
          { length: SHOWN },
          (_, i) => step.augment?.(own(), params, rng(seed, 'preview', row, i)) ?? given,
        )
      : [given];
  const regions: Region[] =
    step.regions?.(infoOf(given), params, (region, scale) => cut(given, region, scale)) ?? [];
  return regions.slice(0, SHOWN).map((region) => cut(given, region));
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
