import type { Picture, PictureInfo } from '../data/images/picture';
import type { ParamValues } from '../study/params';
import type { StepPlan } from '../study/schema';
import { colourPictures, ctSections, films } from './interop-pictures';

// For this folder's tests: pipelines of image steps as studies have them, and pictures to send through them.

export type PlacedPicture = Picture & Pick<PictureInfo, 'slice' | 'slices'>;

const plan = (...steps: [string, ParamValues?][]): StepPlan[] =>
  steps.map(([step, params = {}], i) => ({ id: `${step}-${i}`, step, params }));

/** The first volume has all its sections, the second fewer; the last picture belongs to none. */
function volumes(): PlacedPicture[] {
  const sections = ctSections(12, 4);
  return sections.map((picture, i) => {
    if (i === 11) return picture;
    return i < 7 ? { ...picture, slice: i, slices: 7 } : { ...picture, slice: i - 7, slices: 4 };
  });
}

const RESIZED: [string, ParamValues] = ['resize', { size: 40, mode: 'fit' }];

export interface Planned {
  name: string;
  given: PlacedPicture[];
  parts?: StepPlan[];
  steps: StepPlan[];
  backbone?: boolean;
}

/** Pipelines as studies have them, and one of nearly everything. */
export function pipelines(): Planned[] {
  const ct = ctSections(4, 6);
  return [
    {
      name: 'CT, one window',
      given: ct,
      steps: plan(['window', { preset: 'lung' }], RESIZED, ['z-score']),
    },
    {
      name: 'CT, three windows, trained with augmentation',
      given: ct,
      steps: plan(
        ['multi-window'],
        ['resize', { size: 48, mode: 'cover' }],
        ['flip'],
        ['rotate'],
        ['cutout'],
      ),
    },
    {
      name: 'film',
      given: films(4, 7),
      steps: plan(['trim-markers'], ['auto-crop'], ['clahe'], RESIZED, ['scale01'], ['mean-subtraction']),
    },
    {
      name: 'histology in patches',
      given: colourPictures(4, 8),
      parts: plan(['patches', { size: 64, stride: 48, tissue: 0.3, most: 5 }]),
      steps: plan(['channel-select', { channel: 'saturation' }], RESIZED, ['z-score', { by: 'picture' }]),
    },
    ...(['all', 'middle-third', 'every', 'range'] as const).map((choose) => ({
      name: `sections, ${choose}`,
      given: volumes(),
      parts: plan(['slice-select', { choose, every: 3, first: 2, last: 4 }]),
      steps: plan(['window'], RESIZED),
    })),
    {
      name: 'patches of chosen sections',
      given: volumes(),
      parts: plan(['slice-select'], ['patches', { size: 30, stride: 16, tissue: 0.5, most: 3 }]),
      steps: plan(['window'], ['mean-subtraction', { of: 'pixel' }]),
    },
    {
      name: 'filters in a row',
      given: films(3, 9),
      steps: plan(
        ['resize', { size: 64, mode: 'stretch' }],
        ['percentile-clip'],
        ['median'],
        ['gaussian'],
        ['bilateral'],
        ['sharpen'],
        ['gamma', { gamma: 1.7 }],
        ['non-local-means', { patch: 3, distance: 3, strength: 0.1 }],
        ['scale01'],
        ['histogram-match'],
        ['equalize'],
      ),
    },
    {
      name: 'for a backbone, CT',
      given: ct,
      steps: plan(['window', { preset: 'custom', level: 20, width: 500 }], ['to-colour']),
      backbone: true,
    },
    { name: 'for a backbone, colour', given: colourPictures(2, 10), steps: [], backbone: true },
  ];
}
