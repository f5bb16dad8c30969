import * as v from 'valibot';
import { COLUMN_TYPES, DATE_ORDERS, joinSchema, sourceSchema } from '../study/schema';

const real = v.pipe(v.number(), v.finite());
const nullableReal = v.nullable(real);
const range = v.object({ min: real, max: real, median: real });
const value = v.union([
  v.string(),
  real,
  v.boolean(),
  v.pipe(v.array(real), v.readonly()),
  v.pipe(v.array(v.string()), v.readonly()),
]);

const part = v.pipe(real, v.minValue(0), v.maxValue(1));
const developmentColumn = v.object({
  name: v.string(),
  missing: v.nullable(part),
  numbers: v.optional(v.object({ n: real, mean: real, sd: v.pipe(real, v.minValue(0)) })),
  quantiles: v.optional(v.pipe(v.array(real), v.maxLength(20))),
  shares: v.optional(v.array(v.nullable(part))),
});

const fittedStep = v.object({
  id: v.string(),
  step: v.string(),
  params: v.record(v.string(), value),
  columns: v.optional(v.array(v.string())),
  state: v.unknown(),
});
const corners = v.pipe(v.array(real), v.minLength(2), v.maxLength(10_000));
const calibration = v.variant('kind', [
  v.object({ kind: v.literal('platt'), intercept: real, slope: v.pipe(real, v.gtValue(0)) }),
  v.pipe(
    v.object({ kind: v.literal('isotonic'), from: corners, to: corners }),
    v.check(
      ({ from, to }) =>
        from.length === to.length &&
        from.every((at, i) => i === 0 || at > from[i - 1]) &&
        to.every((value, i) => value >= (i === 0 ? 0 : to[i - 1]) && value <= 1),
    ),
  ),
  v.object({ kind: v.literal('temperature'), temperature: v.pipe(real, v.gtValue(0)) }),
]);
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const picture = v.object({
  parts: v.pipe(
    v.array(v.object({ id: v.string(), step: v.string(), params: v.record(v.string(), value) })),
    v.maxLength(20),
  ),
  steps: v.pipe(v.array(fittedStep), v.maxLength(200)),
  shape: v.tuple([side, side, side]),
  axis: v.optional(v.picklist([0, 1, 2])),
  backbone: v.optional(
    v.object({
      name: v.string(),
      at: v.union([v.literal('pooled'), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))]),
    }),
  ),
});

/** preprocess.json (predictor.json in format version 1): the Predictor with its nets named by folder. Fields not named here are dropped. */
export const predictorSchema = v.object({
  version: v.number(),
  task: v.object({
    kind: v.picklist(['binary', 'multiclass', 'regression']),
    target: v.string(),
    classes: v.array(v.string()),
    survival: v.optional(v.object({ time: v.string(), horizon: real, event: v.string() })),
  }),
  sources: v.optional(v.pipe(v.array(sourceSchema), v.maxLength(100))),
  names: v.optional(v.pipe(v.array(v.string()), v.maxLength(2000))),
  joins: v.optional(v.pipe(v.array(joinSchema), v.maxLength(100))),
  inputs: v.pipe(
    v.array(
      v.object({
        name: v.string(),
        type: v.picklist(COLUMN_TYPES),
        separator: v.optional(v.pipe(v.string(), v.minLength(1))),
        order: v.optional(v.array(v.string())),
        missing: v.optional(v.array(v.string())),
        same: v.optional(v.record(v.string(), v.string())),
        dateOrder: v.optional(v.picklist(DATE_ORDERS)),
        decimal: v.optional(v.picklist(['point', 'comma'])),
        unit: v.optional(v.string()),
        levels: v.optional(v.pipe(v.array(v.string()), v.maxLength(100_000))),
        range: v.optional(range),
        second: v.optional(range),
      }),
    ),
    v.maxLength(20_000),
  ),
  members: v.pipe(
    v.array(
      v.object({
        steps: v.pipe(v.array(fittedStep), v.maxLength(200)),
        picture: v.optional(picture),
        names: v.pipe(v.array(v.string()), v.maxLength(20_000)),
        weight: v.pipe(real, v.gtValue(0)),
        gaps: v.optional(v.literal(true)),
        model: v.pipe(v.string(), v.regex(/^models\/\d{1,3}$/)),
      }),
    ),
    v.minLength(1),
    v.maxLength(200),
  ),
  outcome: v.nullable(v.object({ mean: real, sd: v.pipe(real, v.gtValue(0)) })),
  calibration: v.optional(calibration),
  threshold: nullableReal,
  development: v.optional(
    v.object({
      rows: real,
      sha256: v.string(),
      columns: v.pipe(v.array(developmentColumn), v.maxLength(100_000)),
      outcome: developmentColumn,
    }),
  ),
  meta: v.object({
    studyName: v.string(),
    studyId: v.string(),
    metric: v.string(),
    test: v.nullable(v.object({ metric: v.string(), estimate: real, low: nullableReal, high: nullableReal })),
  }),
});
