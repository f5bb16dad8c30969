import type { Picture, PictureInfo, PictureSource } from '../data/images/picture';
import { toBackboneInput } from '../models/backbones/backbone-input';
import { imageStepByName, imageSteps } from '../prep/image';
import { encodePictures } from '../prep/image/encode';
import type { ImageStep } from '../prep/image/image-step';
import { expandPictures } from '../prep/image/picture-rows';
import { applyImagePipeline, fitImagePipeline } from '../prep/image/pipeline';
import { defaultsOf, type Param, type ParamValue, type ParamValues } from '../study/params';
import { rng } from '../study/random';
import type { StepPlan } from '../study/schema';
import {
  colourPictures,
  ctSections,
  films,
  largePictures,
  type NamedPicture,
  smallPictures,
  trainingLike,
} from './interop-pictures';
import type { PictureInput } from './predictor';

// For this folder's tests: what the app's image steps make of made-up pictures, to compare the Python package with.

/** A step alone. */
export interface StepCase {
  step: string;
  picture: string;
  params: ParamValues;
  state: unknown;
  given: Picture;
  expected: Picture;
}

export type PlacedPicture = Picture & Pick<PictureInfo, 'slice' | 'slices'>;

/** All that is done to pictures before a network reads them. */
export interface PrepareCase {
  name: string;
  input: PictureInput;
  given: PlacedPicture[];
  /** [m, height, width, channels], and the picture of each. */
  x: Float32Array;
  shape: readonly number[];
  origin: number[];
}

const ctx = () => ({ rng: rng(1, 'interop'), signal: new AbortController().signal, report: () => {} });

const sourceOf = (list: readonly PlacedPicture[]): PictureSource => ({
  n: list.length,
  info: (row) => {
    const { v: _, ...info } = list[row];
    return info;
  },
  read: (row) => ({ ...list[row], v: list[row].v.slice() }),
});

/** A value between the ends that is neither of them nor the usual one. */
function odd(param: Param, share: number): ParamValue {
  if (param.kind === 'choice') return param.choices[Math.floor(share * param.choices.length)];
  if (param.kind !== 'float' && param.kind !== 'int') return param.default;
  const { low, high, log } = param;
  const value = log && low > 0 ? low * (high / low) ** share : low + (high - low) * share;
  return param.kind === 'int' ? Math.round(value) : value;
}

/** A step as it comes, with one parameter at a time at each other value that it offers, and twice with all of them odd. */
function settingsOf(step: ImageStep): ParamValues[] {
  const usual = defaultsOf(step.params);
  if (step.params.length === 0) return [usual];
  const others = step.params.flatMap((param): ParamValues[] => {
    if (param.kind === 'choice') return param.choices.map((choice) => ({ [param.key]: choice }));
    return 'low' in param ? [{ [param.key]: param.low }, { [param.key]: param.high }] : [];
  });
  const random = rng(5, step.name);
  const all = () => Object.fromEntries(step.params.map((param) => [param.key, odd(param, random.next())]));
  return [{}, ...others, all(), all()].map((change) => ({ ...usual, ...change }));
}

const CROPS = new Set(['auto-crop', 'trim-markers', 'roi-crop', 'resize']);

/** Steps that are not repeated in Python (docs: registration is searched for, and differs with the search). */
const NOT_REPEATED = new Set(['register']);

async function casesOf(
  step: ImageStep,
  named: NamedPicture,
  settings: readonly ParamValues[],
): Promise<StepCase[]> {
  const cases: StepCase[] = [];
  for (const params of settings) {
    const learns = step.fit && (step.learns?.(params) ?? true);
    const state = learns ? await step.fit?.(sourceOf(trainingLike(named)), params, ctx()) : null;
    const stored: unknown = JSON.parse(JSON.stringify(state));
    const expected = step.apply?.(named.picture, params, stored);
    if (expected)
      cases.push({
        step: step.name,
        picture: named.name,
        params,
        state: stored,
        given: named.picture,
        expected,
      });
  }
  return cases;
}

/** Every step that is repeated in Python, alone: each setting on small pictures, the usual one on large ones. */
export async function stepCases(): Promise<StepCase[]> {
  const cases: StepCase[] = [];
  for (const step of imageSteps) {
    if (!step.apply || NOT_REPEATED.has(step.name)) continue;
    const settings = settingsOf(step);
    for (const named of smallPictures()) cases.push(...(await casesOf(step, named, settings)));
    for (const named of largePictures())
      cases.push(...(await casesOf(step, named, CROPS.has(step.name) ? settings : settings.slice(0, 1))));
  }
  return cases;
}

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

interface Planned {
  name: string;
  given: PlacedPicture[];
  parts?: StepPlan[];
  steps: StepPlan[];
  backbone?: boolean;
}

/** Pipelines as studies have them, and one of nearly everything. */
function pipelines(): Planned[] {
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

async function prepared({ name, given, parts = [], steps, backbone }: Planned): Promise<PrepareCase> {
  const source = sourceOf(given);
  const rows = expandPictures(
    source,
    given.map((_, i) => i),
    parts,
  );
  const fitted = await fitImagePipeline(steps, rows, ctx());
  const origin = Array.from(rows.origin);
  if (!backbone) {
    const { x, shape } = await encodePictures(fitted, rows);
    return { name, input: { parts, steps: fitted, shape }, given, x, shape: [rows.n, ...shape], origin };
  }
  const shape = [224, 224, 3] as const;
  const x = new Float32Array(rows.n * 224 * 224 * 3);
  for (let i = 0; i < rows.n; i++)
    x.set(toBackboneInput(applyImagePipeline(fitted, rows.read(i))), i * 224 * 224 * 3);
  const input = { parts, steps: fitted, shape, backbone: { name: 'interop', at: 'pooled' as const } };
  return { name, input, given, x, shape: [rows.n, ...shape], origin };
}

export async function prepareCases(): Promise<PrepareCase[]> {
  const cases: PrepareCase[] = [];
  for (const planned of pipelines()) cases.push(await prepared(planned));
  return cases;
}

/** Names of steps that must be known in Python: all that a finished model can hold. */
export const stepNames = (): string[] =>
  imageSteps.map(({ name }) => imageStepByName(name).name).filter((name) => !NOT_REPEATED.has(name));
