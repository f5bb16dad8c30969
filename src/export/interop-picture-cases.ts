import type { Picture, PictureSource } from '../data/images/picture';
import { toBackboneInput } from '../models/backbones/backbone-input';
import { imageSteps } from '../prep/image';
import { encodePictures } from '../prep/image/encode';
import type { ImageStep } from '../prep/image/image-step';
import { expandPictures } from '../prep/image/picture-rows';
import { applyImagePipeline, fitImagePipeline } from '../prep/image/pipeline';
import { defaultsOf, type Param, type ParamValue, type ParamValues } from '../study/params';
import { rng } from '../study/random';
import { type PlacedPicture, type Planned, pipelines } from './interop-picture-pipelines';
import { largePictures, type NamedPicture, smallPictures, trainingLike } from './interop-pictures';
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

/** Sides beyond this are met by one picture: what they would show of the others, smaller ones show. */
const LONG_SIDE = 200;

const fits = ({ size = 0 }: ParamValues, { name }: NamedPicture): boolean =>
  Number(size) <= LONG_SIDE || name === '8 bits, grey';

/**
 * Every step that is repeated in Python, alone: each setting on small pictures, the usual one on large ones; or the
 * usual one alone on all of them.
 */
export async function stepCases(which: 'all' | 'usual'): Promise<StepCase[]> {
  const cases: StepCase[] = [];
  for (const step of imageSteps) {
    if (!step.apply || NOT_REPEATED.has(step.name)) continue;
    const every = which === 'all' ? settingsOf(step) : [defaultsOf(step.params)];
    for (const named of smallPictures())
      cases.push(
        ...(await casesOf(
          step,
          named,
          every.filter((params) => fits(params, named)),
        )),
      );
    if (which === 'usual') continue;
    for (const named of largePictures()) {
      const settings = CROPS.has(step.name) ? every : every.slice(0, 1);
      cases.push(
        ...(await casesOf(
          step,
          named,
          settings.filter((params) => fits(params, named)),
        )),
      );
    }
  }
  return cases;
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
  imageSteps.map(({ name }) => name).filter((name) => !NOT_REPEATED.has(name));
