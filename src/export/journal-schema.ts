import * as v from 'valibot';
import { ERROR_CODES } from '../study/errors';
import type { JournalEvent } from '../study/events';
import { real } from '../study/reading-json';
import { associationSchema } from '../study/results/association';
import { ensembleMember, ensembleSchema } from '../study/results/ensemble';
import { estimateSchema } from '../study/results/estimate';
import { evaluationSchema } from '../study/results/evaluation';
import { explanationSchema, importanceSchema } from '../study/results/explanation';
import { externalSchema } from '../study/results/external';
import { firstAnswerSchema } from '../study/results/first-answer';
import { probeSchema } from '../study/results/probe';
import { selectionSchema } from '../study/results/selection';
import { subgroupSchema } from '../study/results/subgroup';
import { budgetSchema, studySchema } from '../study/schema';

const fold = v.object({ outer: v.number(), name: v.string(), repeat: v.number() });
const value = v.union([v.string(), v.number(), v.boolean(), v.array(v.number())]);
const backend = v.picklist(['webgpu', 'webgl', 'wasm', 'cpu']);

const point = v.object({ epoch: v.number(), trainLoss: real, validLoss: real, metric: real });
const score = v.object({
  metric: real,
  validLoss: real,
  bestEpoch: v.number(),
  hypergradient: v.optional(v.object({ learningRate: real, weightDecay: real })),
  networks: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
const error = v.object({
  code: v.picklist(ERROR_CODES),
  details: v.record(v.string(), v.union([v.string(), v.number()])),
  kind: v.picklist(['input', 'trial', 'cancelled', 'fatal']),
});

const comparison = v.object({
  stepId: v.string(),
  step: v.string(),
  metric: v.picklist(['auroc', 'logLoss', 'rmse']),
  with: real,
  without: real,
  difference: estimateSchema,
  rows: v.number(),
  sampled: v.boolean(),
  patients: v.number(),
  folds: v.number(),
  leftOut: v.array(v.string()),
  zeroFilled: v.array(v.string()),
});

/** What a trial's network was given. */
const shape = v.optional(
  v.object({
    inputs: v.number(),
    picture: v.optional(v.tuple([v.number(), v.number(), v.number()])),
    table: v.optional(v.number()),
  }),
);

const always = { seq: v.number(), at: v.number(), search: v.number() };
const ofTrial = { ...always, trial: v.number() };

const config = v.object({ family: v.string(), params: v.record(v.string(), value) });

const events = {
  'search.started': v.object({
    ...always,
    type: v.literal('search.started'),
    study: studySchema,
    backend,
    adapter: v.string(),
    planned: real,
    development: v.optional(v.object({ rows: v.number(), patients: v.number() })),
    warm: v.optional(v.literal(true)),
  }),
  'first.answered': v.object({ ...always, type: v.literal('first.answered'), answer: firstAnswerSchema }),
  'search.extended': v.object({
    ...always,
    type: v.literal('search.extended'),
    budget: budgetSchema,
    planned: real,
  }),
  'trial.queued': v.object({ ...always, type: v.literal('trial.queued'), config }),
  'trial.started': v.object({
    ...ofTrial,
    type: v.literal('trial.started'),
    config,
    why: v.optional(
      v.object({ code: v.string(), details: v.record(v.string(), v.union([v.string(), v.number()])) }),
    ),
    from: v.optional(v.object({ place: v.literal('cluster'), id: v.string() })),
  }),
  'trial.epochs': v.object({ ...ofTrial, type: v.literal('trial.epochs'), points: v.array(point) }),
  'trial.finished': v.object({
    ...ofTrial,
    type: v.literal('trial.finished'),
    score,
    seconds: real,
    blob: v.optional(v.string()),
    shape,
  }),
  'trial.failed': v.object({ ...ofTrial, type: v.literal('trial.failed'), error, seconds: real }),
  'trial.pruned': v.object({
    ...ofTrial,
    type: v.literal('trial.pruned'),
    pruned: v.object({ by: v.string(), epoch: v.number(), details: v.record(v.string(), real) }),
    seconds: real,
    shape,
  }),
  'search.paused': v.object({ ...always, type: v.literal('search.paused') }),
  'search.resumed': v.object({ ...always, type: v.literal('search.resumed') }),
  'search.finished': v.object({
    ...always,
    type: v.literal('search.finished'),
    reason: v.picklist(['budget', 'noGain', 'exhausted', 'stopped', 'cancelled']),
  }),
  selected: v.object({ ...always, type: v.literal('selected'), selection: selectionSchema }),
  ensembled: v.object({ ...always, type: v.literal('ensembled'), ensemble: ensembleSchema }),
  'test.opened': v.object({ ...ofTrial, type: v.literal('test.opened'), count: v.number() }),
  evaluated: v.object({
    ...ofTrial,
    type: v.literal('evaluated'),
    members: v.optional(v.array(ensembleMember)),
    evaluation: evaluationSchema,
    blob: v.string(),
  }),
  explained: v.object({
    ...ofTrial,
    type: v.literal('explained'),
    importances: v.array(importanceSchema),
    explanation: v.optional(explanationSchema),
  }),
  associated: v.object({ ...always, type: v.literal('associated'), association: associationSchema }),
  'outer.finished': v.object({
    ...always,
    type: v.literal('outer.finished'),
    fold,
    n: v.number(),
    config,
    score,
    seconds: real,
    blob: v.string(),
  }),
  'outer.failed': v.object({ ...always, type: v.literal('outer.failed'), fold, error, seconds: real }),
  subgrouped: v.object({ ...ofTrial, type: v.literal('subgrouped'), subgroup: subgroupSchema }),
  reported: v.object({ ...ofTrial, type: v.literal('reported') }),
  validated: v.object({ ...ofTrial, type: v.literal('validated'), external: externalSchema }),
  probed: v.object({ ...always, type: v.literal('probed'), probe: probeSchema }),
  exported: v.object({ ...ofTrial, type: v.literal('exported') }),
  'step.compared': v.object({ ...always, type: v.literal('step.compared'), comparison }),
} satisfies Record<JournalEvent['type'], v.GenericSchema>;

/** One line of journal.jsonl. Fields not named here are dropped. */
export const journalEventSchema: v.GenericSchema<unknown, JournalEvent> = v.variant(
  'type',
  Object.values(events),
);
