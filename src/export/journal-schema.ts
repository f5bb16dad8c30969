import * as v from 'valibot';
import { ERROR_CODES } from '../study/errors';
import type { JournalEvent } from '../study/events';
import { studySchema } from '../study/schema';

/** JSON writes NaN and the infinities as null. */
const real = v.pipe(
  v.union([v.number(), v.nan(), v.null()]),
  v.transform((value) => value ?? Number.NaN),
);
const limit = v.nullable(v.number());
const value = v.union([v.string(), v.number(), v.boolean(), v.array(v.number())]);
const backend = v.picklist(['webgpu', 'webgl', 'wasm', 'cpu']);

const estimate = v.object({
  estimate: real,
  low: limit,
  high: limit,
  method: v.picklist(['delong', 'cluster-bootstrap', 'bootstrap', 'wilson', 'none']),
  n: v.optional(v.number()),
});
const evaluation = v.object({
  kind: v.picklist(['binary', 'multiclass', 'regression']),
  n: v.number(),
  counts: v.array(v.number()),
  patients: v.number(),
  scheme: v.string(),
  metrics: v.record(v.string(), estimate),
  threshold: limit,
  roc: v.array(v.object({ label: v.string(), points: v.array(v.tuple([real, real, real])) })),
  confusion: v.array(v.array(v.number())),
  scatter: v.array(v.tuple([real, real])),
  sites: v.optional(
    v.array(
      v.object({
        site: v.string(),
        n: v.number(),
        counts: v.array(v.number()),
        metric: v.picklist(['auroc', 'aurocMacro', 'rmse']),
        estimate: v.nullable(estimate),
      }),
    ),
  ),
});
const point = v.object({ epoch: v.number(), trainLoss: real, validLoss: real, metric: real });
const score = v.object({ metric: real, validLoss: real, bestEpoch: v.number() });
const error = v.object({
  code: v.picklist(ERROR_CODES),
  details: v.record(v.string(), v.union([v.string(), v.number()])),
  kind: v.picklist(['input', 'trial', 'cancelled', 'fatal']),
});
const importance = v.object({ column: v.string(), mean: real, low: real, high: real });

const comparison = v.object({
  stepId: v.string(),
  step: v.string(),
  metric: v.picklist(['auroc', 'logLoss', 'rmse']),
  with: real,
  without: real,
  difference: estimate,
  rows: v.number(),
  sampled: v.boolean(),
  patients: v.number(),
  folds: v.number(),
  leftOut: v.array(v.string()),
  zeroFilled: v.array(v.string()),
});

const always = { seq: v.number(), at: v.number(), search: v.number() };
const ofTrial = { ...always, trial: v.number() };

const events = {
  'search.started': v.object({
    ...always,
    type: v.literal('search.started'),
    study: studySchema,
    backend,
    adapter: v.string(),
    planned: real,
  }),
  'trial.started': v.object({
    ...ofTrial,
    type: v.literal('trial.started'),
    config: v.object({ family: v.string(), params: v.record(v.string(), value) }),
  }),
  'trial.epochs': v.object({ ...ofTrial, type: v.literal('trial.epochs'), points: v.array(point) }),
  'trial.finished': v.object({
    ...ofTrial,
    type: v.literal('trial.finished'),
    score,
    seconds: real,
    blob: v.string(),
  }),
  'trial.failed': v.object({ ...ofTrial, type: v.literal('trial.failed'), error, seconds: real }),
  'trial.pruned': v.object({ ...ofTrial, type: v.literal('trial.pruned'), epoch: v.number() }),
  'search.paused': v.object({ ...always, type: v.literal('search.paused') }),
  'search.resumed': v.object({ ...always, type: v.literal('search.resumed') }),
  'search.finished': v.object({
    ...always,
    type: v.literal('search.finished'),
    reason: v.picklist(['budget', 'exhausted', 'stopped', 'cancelled']),
  }),
  'test.opened': v.object({ ...ofTrial, type: v.literal('test.opened'), count: v.number() }),
  evaluated: v.object({ ...ofTrial, type: v.literal('evaluated'), evaluation, blob: v.string() }),
  explained: v.object({ ...ofTrial, type: v.literal('explained'), importances: v.array(importance) }),
  exported: v.object({ ...ofTrial, type: v.literal('exported') }),
  'step.compared': v.object({ ...always, type: v.literal('step.compared'), comparison }),
} satisfies Record<JournalEvent['type'], v.GenericSchema>;

/** One line of journal.jsonl. Fields not named here are dropped. */
export const journalEventSchema: v.GenericSchema<unknown, JournalEvent> = v.variant(
  'type',
  Object.values(events),
);
