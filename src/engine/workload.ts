import type { Member } from '../export/predictor';
import { SIDE } from '../models/backbones/efficientnet-lite0';
import { stemStride } from '../models/graph-builder';
import { familyByName } from '../models/index';
import { imageStepByName } from '../prep/image/index';
import { pictureSteps } from '../prep/image/partition';
import { defaultsOf } from '../study/params';
import type { Study } from '../study/schema';
import type { Workload } from '../train/choose-backend';

/** About what a backbone costs, beside a net of our own. */
const BACKBONE = { pixels: SIDE ** 2 };

const pictures = (side: number): Workload => ({ pixels: (side / stemStride([side, side, 1])) ** 2 });

/**
 * What most of a study's time is spent on, as far as a backend is chosen by it. Of features of a frozen backbone it is
 * the backbone, which sees pictures of its own size; the heads on them are soon trained anywhere.
 */
export function workloadOf({ images, steps, search }: Pick<Study, 'images' | 'steps' | 'search'>): Workload {
  const reads = new Set(Object.keys(search.space).map((family) => familyByName(family).reads));
  if (!images || !(reads.has('picture') || reads.has('features'))) return 'table';
  return reads.has('picture') ? pictures(sideOf(steps)) : BACKBONE;
}

/** What a finished model computes. */
export const workloadOfModel = ({ picture }: Pick<Member, 'picture'>): Workload =>
  picture ? (picture.backbone ? BACKBONE : pictures(Math.min(picture.shape[0], picture.shape[1]))) : 'table';

/** Pixels of a side after the last step that gives all pictures one size. */
function sideOf(steps: Study['steps']): number {
  const plan = pictureSteps(steps).findLast(({ step }) => step === 'resize' || step === 'patches');
  return Number(plan?.params.size ?? defaultsOf(imageStepByName('resize').params).size);
}
