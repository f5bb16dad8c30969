import type { ImageStep } from '../../../prep/image/image-step';
import { imageSteps } from '../../../prep/image/index';
import type { StepPlan } from '../../../study/schema';

/** The groups of the menu of image steps, in the order of a usual pipeline. */
const GROUPS = ['rows', 'geometry', 'intensity', 'denoise', 'augment'] as const;
export type ImageStepGroup = (typeof GROUPS)[number];

const GEOMETRY = /resize|crop|trim|regist|roi|pad/;
const DENOISE = /^(median|gaussian|bilateral|non-local-means|sharpen)/;

/** What changes neither place nor noise changes intensities or channels. */
export const groupOf = ({ name, kind }: Pick<ImageStep, 'name' | 'kind'>): ImageStepGroup => {
  if (kind !== 'map') return kind;
  if (GEOMETRY.test(name)) return 'geometry';
  return DENOISE.test(name) ? 'denoise' : 'intensity';
};

/** Steps whose texts hold every word of the search, group by group; groups without one are left out. */
export function groupedImageSteps(
  search: string,
  textOf: (step: ImageStep) => string,
): { group: ImageStepGroup; steps: ImageStep[] }[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = imageSteps.filter((step) => {
    const text = `${step.name} ${textOf(step)}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return GROUPS.map((group) => ({ group, steps: found.filter((step) => groupOf(step) === group) })).filter(
    ({ steps }) => steps.length > 0,
  );
}

/**
 * Where a new step goes: what makes rows stands first, what augments last, all else between. The place is among
 * all the study's steps, those on columns too.
 */
export function placeOf(
  { kind }: Pick<ImageStep, 'kind'>,
  steps: readonly StepPlan[],
  kindOf: (plan: StepPlan) => ImageStep['kind'] | null,
): number {
  const order = { rows: 0, map: 1, augment: 2 };
  const after = steps.findIndex((plan) => {
    const other = kindOf(plan);
    return other !== null && order[other] > order[kind];
  });
  return after < 0 ? steps.length : after;
}

const byName = new Map(imageSteps.map((step) => [step.name, step]));

/** Null for a step on columns. */
export const kindOfPlan = (plan: StepPlan): ImageStep['kind'] | null => byName.get(plan.step)?.kind ?? null;
