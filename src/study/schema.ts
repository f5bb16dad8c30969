import * as v from 'valibot';
import { BenchsideError } from './errors';
import { evaluationPlan } from './evaluation-plan';

/**
 * The Study: one versioned document that holds every decision and no data. The screens edit it, the engine runs
 * it, a bundle carries it. A change of shape raises STUDY_VERSION and adds a migration.
 */
export const STUDY_VERSION = 3;

export const COLUMN_TYPES = [
  'continuous',
  'integer',
  'binary',
  'ordinal',
  'nominal',
  'multi',
  /** Two numbers in one cell, such as 120/80. */
  'pair',
  'date',
  'text',
  'identifier',
  'constant',
] as const;
/** Which part of a date such as 03/04/21 stands first; without it the month. */
export const DATE_ORDERS = ['dayFirst', 'monthFirst', 'yearFirst'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];
/** score: an existing score or a reader's call, which the model is compared with and never reads. */
export const ROLES = ['feature', 'target', 'patient', 'site', 'time', 'score', 'ignore'] as const;

/** What a column that identifies people holds; `freeText`: running text in which some of it stands. */
export const IDENTIFIER_KINDS = [
  'name',
  'rrn',
  'ssn',
  'phone',
  'email',
  'mrn',
  'address',
  'birthDate',
  'url',
  'ip',
  'freeText',
] as const;

const paramValue = v.union([
  v.string(),
  v.number(),
  v.boolean(),
  v.pipe(v.array(v.number()), v.readonly()),
  v.pipe(v.array(v.string()), v.readonly()),
]);
const paramValues = v.record(v.string(), paramValue);
/** Active only where another parameter of the family has one of these values. */
const when = v.optional(v.object({ key: v.string(), in: v.array(paramValue) }));
const domain = v.variant('kind', [
  v.object({ kind: v.literal('choice'), values: v.array(paramValue), when }),
  v.object({ kind: v.literal('float'), low: v.number(), high: v.number(), log: v.boolean(), when }),
  v.object({
    kind: v.literal('int'),
    low: v.number(),
    high: v.number(),
    log: v.boolean(),
    step: v.number(),
    when,
  }),
]);

const columnPlan = v.object({
  name: v.string(),
  type: v.picklist(COLUMN_TYPES),
  role: v.picklist(ROLES),
  /** Where `type` is multi: what stands between two values of one cell. */
  separator: v.optional(v.string()),
  /** Where `type` is ordinal: the levels from low to high. */
  order: v.optional(v.array(v.string())),
  /** Levels that mean the same: as written -> as it counts (`female` -> `F`). */
  same: v.optional(v.record(v.string(), v.string())),
  /** Cells that stand for missing in this column, texts or numbers as texts; without it the usual tokens do. */
  missing: v.optional(v.array(v.string())),
  /** Where `type` is date. */
  dateOrder: v.optional(v.picklist(DATE_ORDERS)),
  /** What 1,234 is, where nothing else in the cell says: one thousand (point, as without it) or one and a bit (comma). */
  decimal: v.optional(v.picklist(['point', 'comma'])),
  /** The unit that numbers of this column may be written with; a number with any other is no value. */
  unit: v.optional(v.string()),
  /** Whether its value is known at the moment of prediction; without it nobody has said. */
  known: v.optional(v.picklist(['yes', 'no', 'unsure'])),
  /** Found to identify people: never kept in storage, whatever its role, until a person says that it does not. */
  identifier: v.optional(v.picklist(IDENTIFIER_KINDS)),
  /** False once the column was left out of storage (identifiers, ignored): to use it, the file is needed again. */
  stored: v.optional(v.boolean(), true),
});

const task = v.object({
  kind: v.picklist(['binary', 'multiclass', 'regression']),
  target: v.string(),
  /** Class labels in the order of the model's outputs; for binary the second is the positive one. Empty for regression. */
  classes: v.array(v.string()),
  /**
   * Time to event made binary: an event within `horizon` (in the time column's own unit) counts; who was followed
   * for less than that without an event is of no known outcome and left out.
   */
  survival: v.optional(v.object({ time: v.string(), horizon: v.number(), event: v.string() })),
});

const share = v.pipe(v.number(), v.minValue(0.05), v.maxValue(0.6));
const k = v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(20));
const repeats = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20));
const split = v.object({
  test: v.variant('kind', [
    v.object({ kind: v.literal('holdout'), share }),
    /** Row numbers, 0-based, in the order of the file. */
    v.object({ kind: v.literal('rows'), rows: v.array(v.number()) }),
    /** Develop before, validate after: the latest patients by this column. */
    v.object({ kind: v.literal('time'), column: v.string(), share }),
    /** Rows in which this column holds one of the values, as a person or a registry has marked them. */
    v.object({ kind: v.literal('column'), column: v.string(), values: v.array(v.string()) }),
    /** Leave one hospital out, each in turn. */
    v.object({ kind: v.literal('sites') }),
    /** Nested cross-validation: each fold is tested by a model that was searched for without it. */
    v.object({ kind: v.literal('kfold'), k, repeats }),
  ]),
  validation: v.variant('kind', [
    v.object({ kind: v.literal('holdout'), share }),
    /** `repeats`: anew with another partition; without it once. */
    v.object({ kind: v.literal('kfold'), k, repeats: v.optional(repeats) }),
    /** One hospital validates, each in turn. */
    v.object({ kind: v.literal('sites') }),
    /** Row numbers, 0-based: the validation part that came with the data. */
    v.object({ kind: v.literal('rows'), rows: v.array(v.number()) }),
  ]),
  stratify: v.boolean(),
  /**
   * first: rows that are exact copies of an earlier one are left out of every part. together: rows that are alike in
   * their features count as one patient's, so that they stand in one part. Without it all rows are taken as they are.
   */
  duplicates: v.optional(v.picklist(['first', 'together'])),
});

const stepPlan = v.object({
  /** Stable through edits and reordering. */
  id: v.string(),
  /** Name of a step of prep/. */
  step: v.string(),
  params: paramValues,
  /** The columns it may act on, as they are named where it stands; without it all that concern it. */
  columns: v.optional(v.array(v.string())),
});

/** What a search may use; of trials that were kept of earlier searches it says nothing. */
export const budgetSchema = v.object({
  trials: v.pipe(v.number(), v.integer(), v.minValue(0)),
  minutes: v.pipe(v.number(), v.minValue(0)),
  /** Trials without a better score after which the search ends; without it none are too many. */
  noGain: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});

const search = v.object({
  strategy: v.string(),
  /** defaults: each family's own defaults are the first trials, whatever the strategy. */
  start: v.optional(v.literal('defaults')),
  space: v.record(v.string(), v.record(v.string(), domain)),
  /**
   * What is tried of the preprocessing: by a step's id its parameters, `on` being whether it stands in the pipeline.
   * What is not said stays as the step has it.
   */
  steps: v.optional(v.record(v.string(), v.record(v.string(), domain))),
  budget: budgetSchema,
  metric: v.picklist(['auroc', 'logLoss', 'rmse']),
  /** What ends poor trials early; without it nothing does. */
  pruner: v.optional(v.string()),
});

const training = v.object({
  maxEpochs: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2000)),
  /** Epochs without a better validation loss before a trial stops and its best weights come back. */
  patience: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** balanced: each class weighs the same in the training loss, whatever its rows. */
  classWeights: v.picklist(['none', 'balanced']),
  /** Networks of a table that are trained on each fold and averaged; without it one. See `seedsOf`. */
  seeds: v.optional(v.picklist([1, 2, 4, 8])),
  /** By column which way a prediction of trees may go as its values rise; of others nothing is known. See `directionsOf`. */
  directions: v.optional(v.record(v.string(), v.picklist(['rises', 'falls']))),
});

/** Where the rows are pictures: how labels and patients were found. The patterns are regular expressions of one group. */
const images = v.object({
  labels: v.variant('from', [
    v.object({ from: v.literal('folder') }),
    v.object({ from: v.literal('pattern'), pattern: v.string() }),
    v.object({ from: v.literal('table'), file: v.string(), label: v.string() }),
    v.object({ from: v.literal('hand') }),
  ]),
  patients: v.variant('from', [
    v.object({ from: v.literal('none') }),
    v.object({ from: v.literal('dicom') }),
    v.object({ from: v.literal('pattern'), pattern: v.string() }),
    v.object({ from: v.literal('table'), column: v.string() }),
  ]),
  /** Along which axis volumes were cut into pictures; without it the third, as most are stored. */
  axis: v.optional(v.picklist([0, 1, 2])),
  /** Labels given by hand, by row; the empty text takes a label away. */
  hand: v.optional(v.record(v.string(), v.string())),
  /** together: pictures that are alike count as one patient's, so that they stand in one part. */
  alike: v.picklist(['together', 'apart']),
});

/** What the study asks, in the words of its author. */
const question = v.object({
  population: v.string(),
  /** The moment of prediction. */
  moment: v.string(),
  outcome: v.string(),
  horizon: v.string(),
});

/** What the report says and only people know, by the name of the field; what is not there prints as not reported. */
const report = v.record(v.string(), v.string());

/** How one hospital's file becomes rows of the common table. Empty list: one file, as it is. */
export const sourceSchema = v.object({
  /** What stands in the site column for its rows. */
  site: v.string(),
  /** SHA-256 of the file's bytes. */
  sha256: v.string(),
  rows: v.number(),
  columns: v.array(
    v.object({
      /** Name in the hospital's file. */
      from: v.string(),
      /** Name in the common table. */
      to: v.string(),
      /** The hospital's level -> the common level. */
      levels: v.optional(v.record(v.string(), v.string())),
      /** Of these the hospital's levels that one to four of its patients have: they are told to nobody. */
      few: v.optional(v.array(v.string())),
      /** value * factor + offset, with the units' names for the reader. */
      unit: v.optional(
        v.object({ from: v.string(), to: v.string(), factor: v.number(), offset: v.number() }),
      ),
    }),
  ),
});

/** A second table joined to the rows by patient key. */
export const joinSchema = v.object({
  /** SHA-256 of the second file's bytes. */
  sha256: v.string(),
  rows: v.number(),
  /** Names of the key's columns in the first and the second table. */
  key: v.object({ left: v.string(), right: v.string() }),
  /** The second has one row a measurement: which become columns, and how several of a patient become one. */
  long: v.optional(
    v.object({
      concept: v.string(),
      value: v.string(),
      date: v.optional(v.string()),
      dateOrder: v.optional(v.picklist(DATE_ORDERS)),
      concepts: v.array(
        v.object({
          concept: v.string(),
          aggregates: v.array(v.picklist(['first', 'last', 'mean', 'min', 'max', 'count'])),
        }),
      ),
      /** Days after the index date (a column of the first table) within which a measurement counts; without it all do. */
      window: v.optional(
        v.object({
          index: v.string(),
          dateOrder: v.optional(v.picklist(DATE_ORDERS)),
          from: v.number(),
          to: v.number(),
        }),
      ),
    }),
  ),
  /** What each joined column is called: `from` in the second table or by its measurement, `to` in the joined one. */
  columns: v.optional(v.array(v.object({ from: v.string(), to: v.string() }))),
});

export const studySchema = v.object({
  version: v.literal(STUDY_VERSION),
  id: v.string(),
  name: v.string(),
  seed: v.pipe(v.number(), v.integer()),
  data: v.nullable(
    v.object({
      kind: v.picklist(['file', 'files', 'wdbc', 'synthetic', 'images', 'phantoms']),
      /** SHA-256 of the file's bytes, of the sample's CSV text, or of the sorted list of several files' sums. */
      sha256: v.string(),
      rows: v.number(),
    }),
  ),
  question,
  report,
  /** Several hospitals' files and how they were made one table. */
  sources: v.array(sourceSchema),
  /** Further tables joined to it, in this order; absent where there are none. */
  joins: v.optional(v.array(joinSchema)),
  /** Names given to a file without a row of names, in the order of its columns; absent where it has its own. */
  names: v.optional(v.array(v.string())),
  columns: v.array(columnPlan),
  /** Absent where the rows have no pictures. */
  images: v.optional(images),
  task: v.nullable(task),
  split,
  steps: v.array(stepPlan),
  search,
  training,
  evaluation: evaluationPlan,
  /** How folds become the final model: averaged, or one model refitted on all development rows. */
  final: v.picklist(['bagged', 'refit']),
  backend: v.picklist(['auto', 'webgpu', 'webgl', 'wasm', 'cpu']),
});

export type Study = v.InferOutput<typeof studySchema>;
export type ColumnPlan = Study['columns'][number];
export type ColumnType = ColumnPlan['type'];
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];
export type Role = ColumnPlan['role'];
export type Task = v.InferOutput<typeof task>;
export type StepPlan = Study['steps'][number];
export type SourcePlan = Study['sources'][number];
export type JoinPlan = NonNullable<Study['joins']>[number];
export type ImagesPlan = NonNullable<Study['images']>;
export type SplitPlan = Study['split'];
export type Budget = Study['search']['budget'];
export type Metric = Study['search']['metric'];
export type BackendName = Exclude<Study['backend'], 'auto'>;

/** Checks a document of the current version. Throws `study.invalid` naming the path. */
export function parseStudy(document: unknown): Study {
  const result = v.safeParse(studySchema, document);
  if (result.success) return result.output;
  throw new BenchsideError('study.invalid', { path: v.getDotPath(result.issues[0]) ?? '' });
}
