import { BenchsideError } from '../../study/errors';
import { brightness } from './brightness';
import { cutout } from './cutout';
import { flip } from './flip';
import type { ImageStep } from './image-step';
import { mixup } from './mixup';
import { noise } from './noise';
import { rotate } from './rotate';
import { scale01 } from './scale01';
import { shift } from './shift';
import { zoom } from './zoom';

/** Every image step there is, in the order in which the screen offers them. */
export const imageSteps: readonly ImageStep[] = [
  scale01,
  flip,
  rotate,
  shift,
  zoom,
  brightness,
  noise,
  cutout,
  mixup,
];

const byName = new Map(imageSteps.map((step) => [step.name, step]));

export const isImageStep = (name: string): boolean => byName.has(name);

/** Throws `prep.unknownStep`. */
export function imageStepByName(name: string): ImageStep {
  const step = byName.get(name);
  if (!step) throw new BenchsideError('prep.unknownStep', { step: name });
  return step;
}
