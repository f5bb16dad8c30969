import type { PictureInfo } from '../../data/images/picture';
import { defaultsOf, type ParamValues } from '../../study/params';
import type { StepPlan } from '../../study/schema';
import { imageStepByName } from '.';

/** A first network on a machine without a GPU: finer than this costs minutes an epoch. */
const LARGEST = 128;

/** Sides that halve three times evenly. */
const STEP = 8;

/** The window by which a radiologist would look at a part of the body; else soft tissue. */
const WINDOW_OF: readonly (readonly [RegExp, string])[] = [
  [/chest|lung|thorax/i, 'lung'],
  [/head|brain|skull/i, 'brain'],
  [/liver/i, 'liver'],
  [/spine|bone|knee|hip|pelvis|extremity|shoulder|wrist|ankle|hand|foot|femur|tibia/i, 'bone'],
];

const windowOf = (bodyPart: string): string =>
  WINDOW_OF.find(([words]) => words.test(bodyPart))?.[1] ?? 'softTissue';

/** Side of the square: that of pictures which are all one small square, else their median longer side up to 128. */
function sideOf(infos: readonly PictureInfo[]): number {
  const sides = infos.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b);
  const median = sides[sides.length >> 1] ?? LARGEST;
  const [{ width, height } = { width: 0, height: 0 }] = infos;
  const alike = width === height && infos.every((info) => info.width === width && info.height === height);
  if (alike && width >= STEP && width <= LARGEST) return width;
  return Math.min(LARGEST, Math.max(STEP, Math.round(median / STEP) * STEP));
}

/** More grey levels than 8 bits, or scaled: what they could be says little of what they are. */
const isWide = ({ range }: PictureInfo): boolean => range[1] - range[0] > 255;

/**
 * The recommended steps for pictures: patches where they are too large to be held; a window for CT, each picture's
 * own percentiles where its numbers have no common unit (MR, 12 bits), else the range of the file; one channel where
 * any is grey; one square size; and small rotations, shifts, zoom and brightness in training. No flip: a mirrored
 * chest has its heart on the wrong side. `tags`: what DICOM says of most of them (`BodyPartExamined`).
 */
export function proposeImageSteps(
  infos: readonly PictureInfo[],
  tags: Record<string, string> = {},
): StepPlan[] {
  const plan: StepPlan[] = [];
  const add = (step: string, params: ParamValues = {}) =>
    plan.push({ id: `${step}-1`, step, params: { ...defaultsOf(imageStepByName(step).params), ...params } });
  const ct = infos.length > 0 && infos.every(({ unit }) => unit === 'hu');
  const percentiles = !ct && infos.some((info) => isWide(info) || info.unit === 'hu');

  if (infos.some(({ tiled }) => tiled)) add('patches');
  if (ct) add('window', { preset: windowOf(tags.BodyPartExamined ?? '') });
  if (new Set(infos.map(({ channels }) => channels)).size > 1) add('channel-select', { channel: 'grey' });
  if (percentiles) add('percentile-clip');
  add('resize', { size: sideOf(infos) });
  if (!ct && !percentiles) add('scale01');
  add('z-score');
  // Amounts found on chest X-rays, eight seeds each; without them resnet loses .016 of its AUROC.
  add('rotate', { degrees: 15 });
  add('shift', { share: 0.1 });
  add('zoom', { share: 0.15 });
  add('brightness', { share: 0.2, contrast: 0.2 });
  return plan;
}
