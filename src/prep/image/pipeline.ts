import type { Picture, PictureInfo, PictureSource } from '../../data/images/picture';
import type { Ctx } from '../../study/context';
import { BenchsideError } from '../../study/errors';
import { defaultsOf, invalidParam, type ParamValues } from '../../study/params';
import type { StepPlan } from '../../study/schema';
import type { FittedStep } from '../step';
import { imageStepByName } from '.';

type Planned = Pick<StepPlan, 'step' | 'params'>;

/** The step's parameters with defaults for what is not said. Throws `prep.unknownStep`, `prep.badParameter`. */
export function imageParams({ step: name, params }: Planned): ParamValues {
  const { params: declared } = imageStepByName(name);
  const values: ParamValues = { ...defaultsOf(declared), ...params };
  for (const param of declared) {
    const wrong = invalidParam(param, values[param.key]);
    if (wrong) throw new BenchsideError('prep.badParameter', { step: name, parameter: param.key, ...wrong });
  }
  return values;
}

/**
 * Whether a plan of image steps alone could run. Throws `prep.unknownStep`, `prep.badParameter`, and
 * `prep.rowsStepLate` where a step that makes rows stands behind one that does not.
 */
export function checkImageParams(plan: readonly Planned[]): void {
  let changed = false;
  for (const planned of plan) {
    imageParams(planned);
    const makesRows = imageStepByName(planned.step).kind === 'rows';
    if (makesRows && changed) throw new BenchsideError('prep.rowsStepLate', { step: planned.step });
    if (!makesRows) changed = true;
  }
}

/** Waits for the modules that some steps need before they are first applied. */
export async function loadSteps(plan: readonly Planned[]): Promise<void> {
  await Promise.all(plan.map(({ step }) => imageStepByName(step).load?.()));
}

const learns = (planned: Planned): boolean => {
  const step = imageStepByName(planned.step);
  return step.fit !== undefined && (step.learns?.(imageParams(planned)) ?? true);
};

/** How many leading steps learn nothing: what they make of a picture is the same in every fold. */
export function prefixWithoutFit(plan: readonly Planned[]): number {
  const first = plan.findIndex(learns);
  return first < 0 ? plan.length : first;
}

/**
 * What fitted steps make of a picture: for training, validation, test and new ones alike. Augmentation and the
 * making of rows have no part in it. `loadSteps` comes first.
 */
export const applyImagePipeline = (fitted: readonly FittedStep[], picture: Picture): Picture =>
  fitted.reduce(
    (current, { step, params, state }) => imageStepByName(step).apply?.(current, params, state) ?? current,
    picture,
  );

export const infoOf = ({ width, height, channels, unit, range }: Picture): PictureInfo => ({
  width,
  height,
  channels,
  unit,
  range,
});

/** Pictures as steps leave them, made anew at every reading, so that none but the last is held. */
function through(fitted: readonly FittedStep[], source: PictureSource): PictureSource {
  if (fitted.length === 0) return source;
  const read = (row: number) => applyImagePipeline(fitted, source.read(row));
  return { n: source.n, info: (row) => ({ ...source.info(row), ...infoOf(read(row)) }), read };
}

/**
 * Fits each step on what the steps before it made of the training pictures, picture by picture. `training` holds
 * the pictures of the training part and no others. Throws what `checkImageParams` does, what steps throw, `cancelled`.
 */
export async function fitImagePipeline(
  plan: readonly StepPlan[],
  training: PictureSource,
  ctx: Pick<Ctx, 'rng' | 'signal' | 'report'>,
): Promise<FittedStep[]> {
  checkImageParams(plan);
  await loadSteps(plan);
  const fitted: FittedStep[] = [];
  for (const planned of plan) {
    const params = imageParams(planned);
    const step = imageStepByName(planned.step);
    const state =
      step.fit && learns(planned) ? await step.fit(through([...fitted], training), params, ctx) : null;
    fitted.push({ id: planned.id, step: planned.step, params, state });
  }
  return fitted;
}
