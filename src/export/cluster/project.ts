import { strToU8, type Zippable, zipSync } from 'fflate';
import { sha256 } from 'hash-wasm';
import type { FittedStep } from '../../prep/step';
import { repeatsIn } from '../../split/repeats';
import type { Trial } from '../../study/events';
import { higherIsBetter } from '../../study/journal-state';
import type { ParamValues } from '../../study/params';
import type { StepPlan, Study } from '../../study/schema';
import type { Config, Space } from '../../study/space';
import { groundsKey } from '../../study/warm-start';
import { withoutCells } from '../../study/without-cells';
import type { Weights } from '../../train/trainer';
import { backboneOnnx } from '../onnx/backbone';
import type { InputColumn } from '../predictor';
import { clusterPython } from './python-files';
import { readmeText, requirementsText } from './texts';

/** The steps of one fold, fitted on its training rows. */
export interface FittedFold {
  steps: FittedStep[];
  /** Inputs of the network, in order. */
  names: string[];
  /** Where a step resamples: the training rows, some of them twice. */
  train?: number[];
  /** Where steps give training rows values made of the others' outcomes. */
  outOfFold?: DealtRows[];
  /** Where rows are pictures. */
  picture?: PictureFold;
}

/** How a step dealt training rows out, each to have its value from the rows of the other folds. */
export interface DealtRows {
  /** Its id. */
  step: string;
  /** The rows it was given where a step before it resamples; without it the training rows. */
  rows?: number[];
  /** The fold of each, from 0. */
  folds: number[];
}

/** How a picture becomes the first inputs of a fold's rows. */
export interface PictureFold {
  /** Steps that cut pictures into parts, or leave sections out. */
  parts: StepPlan[];
  /** Fitted on the fold's training pictures. */
  steps: FittedStep[];
  /** What is done to training pictures anew in every epoch. */
  augment: StepPlan[];
  /** [height, width, channels] after the steps, and between what their numbers lie. */
  shape: readonly [number, number, number];
  range: readonly [number, number];
}

/** By what Python knows that pictures, and the table beside them, are the study's row by row. SHA-256, hex. */
export interface PictureIdentity {
  /** Of the files' sums in the order of their rows. */
  order?: string;
  /** Of the outcomes of all rows that stand in a part, then of each of `numbers`, float32, little endian. */
  rows: string;
  numbers: string[];
}

/** How the outcome is read from the file. */
export interface OutcomeColumn {
  kind: 'binary' | 'multiclass' | 'regression';
  classes: string[];
  column: InputColumn;
  /** Time to event: follow-up, the class that is the event, and the horizon in the unit of `time`. */
  time?: InputColumn;
  event?: string;
  horizon?: number;
  /** Regression: what the outcome is standardized with. */
  scale?: { mean: number; sd: number };
}

/**
 * What the project for a cluster holds, beside the code: decisions, fitted steps, row numbers and scores; no row of
 * anybody's.
 */
export interface ClusterProject {
  /** As it may leave. */
  study: Study;
  /** Of the study as it was searched. */
  grounds: string;
  /** What is searched. */
  space: Space;
  /** Parameters of every configuration that are not searched there: steps that were fixed. */
  fixed: ParamValues;
  trials: readonly Trial[];
  inputs: InputColumn[];
  outcome: OutcomeColumn;
  /** The fitted steps under each combination of what is tried of them. */
  variants: { params: ParamValues; folds: FittedFold[] }[];
  /**
   * Where a step's values are out of fold and a patient has several rows: the number of each row's patient, null for
   * test rows. It says which rows belong together, as the file does, and nothing else.
   */
  patients?: (number | null)[];
  /** Row numbers of the table, 0-based: of several files together, in the order of the study's sources. */
  splits: { rows: number; test: number[]; folds: { train: number[]; validation: number[] }[] };
  /** Where rows are pictures. */
  pictures?: PictureIdentity;
  /** Weights of the frozen backbone, where a family reads its features. */
  backbone?: Weights;
  /** What would train parts of the backbone is not searched there. */
  leftOut?: boolean;
  /** The CSV of a built-in sample: of nobody, or public. */
  sample?: { kind: 'wdbc' | 'synthetic'; csv: Uint8Array };
}

/** SHA-256 of all that must be the same for scores to be comparable. */
export const groundsSum = (study: Study): Promise<string> => sha256(groundsKey(withoutCells(study)));

const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 1)}\n`);

/** A finished trial as the search elsewhere is told of it. */
const known = ({ trial, config, score }: Trial): { trial: number; config: Config; score: number }[] =>
  score && Number.isFinite(score.metric) ? [{ trial, config, score: score.metric }] : [];

/** Whether rows of pictures need a table: for their labels, or for columns beside them. */
const readsTable = ({ images }: Study, inputs: readonly InputColumn[]): boolean =>
  inputs.length > 0 || images?.labels.from === 'table';

/** The project as a zip. */
export function writeClusterProject(project: ClusterProject): Uint8Array {
  const { study, grounds, space, fixed, trials, inputs, outcome, variants, patients, splits } = project;
  const { sample, pictures, backbone } = project;
  const { metric } = study.search;
  const finished = trials.filter(({ state }) => state === 'finished').flatMap(known);
  const files = new Map<string, Uint8Array>();
  files.set('study.json', json(study));
  files.set(
    'space.json',
    json({
      families: space,
      fixed,
      metric,
      direction: higherIsBetter(metric) ? 'maximize' : 'minimize',
      grounds,
    }),
  );
  files.set('trials.jsonl', strToU8(finished.map((line) => `${JSON.stringify(line)}\n`).join('')));
  files.set(
    'preprocess.json',
    json({
      version: 1,
      inputs,
      outcome,
      ...(pictures && { pictures }),
      variants,
      ...(patients && { patients }),
    }),
  );
  files.set('splits.json', json(splits));
  if (sample) files.set('sample.csv', sample.csv);
  files.set('requirements.txt', strToU8(requirementsText));
  const combinations = Object.keys(fixed).length > 0 ? null : variants.length;
  const told = {
    known: finished.length,
    folds: splits.folds.length,
    repeats: repeatsIn(study.split),
    combinations,
    files: sample ? sample.kind : pictures ? ('pictures' as const) : Math.max(1, study.sources.length),
    tables: pictures ? Number(readsTable(study, inputs)) : (study.joins?.length ?? 0),
    backbone: backbone !== undefined,
    frozen: project.leftOut === true,
  };
  files.set('README.md', strToU8(readmeText(told)));
  if (backbone) files.set('backbone/model.onnx', backboneOnnx('pooled', backbone));
  for (const [path, text] of clusterPython()) files.set(path, strToU8(text));
  const zippable: Zippable = {};
  // The paths are our own, so a plain object is safe.
  for (const [path, bytes] of files) zippable[`benchside-cluster/${path}`] = [bytes, { level: 6 }];
  // A local date: zip keeps local time, so the bytes are the same in every time zone.
  return zipSync(zippable, { mtime: new Date(1980, 0, 1) });
}
