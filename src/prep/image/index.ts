import { BenchsideError } from '../../study/errors';
import { autoCrop } from './auto-crop';
import { bilateral } from './bilateral';
import { brightness } from './brightness';
import { channelSelect } from './channel-select';
import { clahe } from './clahe';
import { cutout } from './cutout';
import { equalize } from './equalize';
import { flip } from './flip';
import { gamma } from './gamma';
import { gaussian } from './gaussian';
import { histogramMatch } from './histogram-match';
import type { ImageStep } from './image-step';
import { meanSubtraction } from './mean-subtraction';
import { median } from './median';
import { mixup } from './mixup';
import { multiWindow } from './multi-window';
import { noise } from './noise';
import { nonLocalMeans } from './non-local-means';
import { patches } from './patches';
import { percentileClip } from './percentile-clip';
import { register } from './register';
import { resize } from './resize';
import { roiCrop } from './roi-crop';
import { rotate } from './rotate';
import { scale01 } from './scale01';
import { sharpen } from './sharpen';
import { shift } from './shift';
import { sliceSelect } from './slice-select';
import { toColour } from './to-colour';
import { trimMarkers } from './trim-markers';
import { ctWindowStep } from './window';
import { zScore } from './z-score';
import { zoom } from './zoom';

/** Every image step there is, in the order in which the screen offers them. */
export const imageSteps: readonly ImageStep[] = [
  sliceSelect,
  patches,
  roiCrop,
  autoCrop,
  trimMarkers,
  ctWindowStep,
  multiWindow,
  channelSelect,
  percentileClip,
  histogramMatch,
  equalize,
  clahe,
  gamma,
  median,
  gaussian,
  bilateral,
  nonLocalMeans,
  sharpen,
  register,
  resize,
  toColour,
  scale01,
  meanSubtraction,
  zScore,
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
