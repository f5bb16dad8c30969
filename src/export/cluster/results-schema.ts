import * as v from 'valibot';
import { real } from '../../study/reading-json';

/** Of results.jsonl. The schema is told in docs/cluster.md. */
export const RESULTS_VERSION = 1;

const MOST_EPOCHS = 10_000;
const MOST_PARAMS = 200;
const MOST_WIDTHS = 100;

const word = v.pipe(v.string(), v.maxLength(200));
const number = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e9));
const value = v.union([
  word,
  number,
  v.boolean(),
  v.pipe(v.array(number), v.maxLength(MOST_WIDTHS)),
  v.pipe(v.array(word), v.maxLength(MOST_WIDTHS)),
]);

/** What every version begins with. */
export const formatSchema = v.object({ format: v.literal('benchside-results'), version: v.number() });

export const headSchema = v.object({
  study: word,
  data: word,
  grounds: word,
  by: v.optional(word),
});

const ended = {
  id: word,
  config: v.object({
    family: word,
    params: v.pipe(
      v.record(word, value),
      v.check((params) => Object.keys(params).length <= MOST_PARAMS),
    ),
  }),
  seconds: v.pipe(number, v.minValue(0)),
  curve: v.pipe(
    v.array(v.object({ epoch: whole, trainLoss: real, validLoss: real, metric: real })),
    v.maxLength(MOST_EPOCHS),
  ),
  inputs: v.nullish(whole),
};

/** A trial that has ended. Fields not named here are dropped. */
export const trialSchema = v.variant('state', [
  v.object({
    ...ended,
    state: v.literal('finished'),
    score: number,
    validLoss: real,
    bestEpoch: whole,
  }),
  v.object({ ...ended, state: v.literal('pruned'), epochs: whole }),
  v.object({ ...ended, state: v.literal('failed'), epochs: v.optional(whole, 0), error: v.nullish(word) }),
]);

export type ResultTrial = v.InferOutput<typeof trialSchema>;
