import { BenchsideError } from '../../study/errors';
import { bilateral } from './bilateral';
import { brightness } from './brightness';
import { channelSelect } from './channel-select';
import { cutout } from './cutout';
import { flip } from './flip';
import { gaussian } from './gaussian';
import type { ImageStep } from './image-step';
import { median } from './median';
import { mixup } from './mixup';
import { multiWindow } from './multi-window';
import { noise } from './noise';
import { nonLocalMeans } from './non-local-means';
import { resize } from './resize';
import { rotate } from './rotate';
import { scale01 } from './scale01';
import { sharpen } from './sharpen';
import { shift } from './shift';
import { toColour } from './to-colour';
import { ctWindowStep } from './window';
import { zoom } from './zoom';

/** Every image step there is, in the order in which the screen offers them. */
export const imageSteps: readonly ImageStep[] = [
  ctWindowStep,
  multiWindow,
  channelSelect,
  resize,
  toColour,
  scale01,
  flip,
  rotate,
  shift,
  zoom,
  brightness,
  noise,
  cutout,
  mixup,
  median,
  gaussian,
  bilateral,
  nonLocalMeans,
  sharpen,
];

const byName = new Map(imageSteps.map((step) => [step.name, step]));

export const isImageStep = (name: string): boolean => byName.has(name);

/** Throws `prep.unknownStep`. */
export function imageStepByName(name: string): ImageStep {
  const step = byName.get(name);
  if (!step) throw new BenchsideError('prep.unknownStep', { step: name });
  return step;
}
