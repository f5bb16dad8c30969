import { backboneConflicts } from '../models/backbones/backbone-conflicts';
import { familyByName } from '../models/index';
import { pictureSteps } from '../prep/image/partition';
import { checkImageParams } from '../prep/image/pipeline';
import { BenchsideError } from '../study/errors';
import type { Study } from '../study/schema';
import type { Finding } from './finding';
import { stop } from './outcome';

const CODES = { backboneScaling: 'prep.backboneScaling', backboneChannels: 'prep.backboneChannels' } as const;

/** Whether the steps on pictures could run, and none goes against the input of a pretrained network. */
export function checkPictures({ images, steps, search }: Study): Finding[] {
  if (!images) return [];
  const plan = pictureSteps(steps);
  try {
    checkImageParams(plan);
    const pretrained = Object.keys(search.space).some((name) => familyByName(name).reads === 'features');
    if (!pretrained) return [];
  } catch (error) {
    return [stop(error)];
  }
  return backboneConflicts(plan).map(({ stepId, reason }) =>
    stop(new BenchsideError(CODES[reason], { step: plan.find(({ id }) => id === stepId)?.step ?? stepId })),
  );
}
