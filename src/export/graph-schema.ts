import * as v from 'valibot';

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));
const place = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5000));
const real = v.pipe(v.number(), v.finite());
const nothing = v.literal(0);
const one = v.tuple([place]);
const none = v.tuple([]);
const window = { size: count, stride: count, pad: v.picklist(['same', 'valid']) };
const frozen = { frozen: v.optional(v.literal(true)) };

const node = v.variant('op', [
  v.object({ op: v.literal('picture'), from: none }),
  v.object({ op: v.literal('table'), from: none }),
  v.object({ op: v.literal('conv'), from: one, filters: count, ...window, bias: v.boolean(), ...frozen }),
  v.object({ op: v.literal('depthwise'), from: one, ...window, bias: v.boolean(), ...frozen }),
  v.object({ op: v.literal('batchNorm'), from: one, epsilon: v.pipe(real, v.gtValue(0)), ...frozen }),
  v.object({ op: v.literal('relu'), from: one }),
  v.object({ op: v.literal('relu6'), from: one }),
  v.object({ op: v.literal('maxPool'), from: one, ...window }),
  v.object({ op: v.literal('avgPool'), from: one, ...window }),
  v.object({ op: v.literal('globalAvgPool'), from: one }),
  v.object({ op: v.literal('add'), from: v.tuple([place, place]) }),
  v.object({ op: v.literal('concat'), from: v.pipe(v.array(place), v.minLength(1)) }),
  v.object({
    op: v.literal('dense'),
    from: one,
    units: count,
    bias: v.optional(v.literal(false)),
    ...frozen,
  }),
  v.object({ op: v.literal('dropout'), from: one, rate: v.pipe(real, v.minValue(0), v.ltValue(1)) }),
]);

/** A graph net's description out of an untrusted file; that its nodes fit each other, `inferShapes` says. */
export const graphSchema = v.object({
  kind: v.literal('graph'),
  picture: v.union([v.tuple([count, count, count]), v.tuple([nothing, nothing, nothing])]),
  table: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(20_000)),
  inputs: v.pipe(v.number(), v.integer(), v.minValue(1)),
  nodes: v.pipe(v.array(node), v.minLength(2), v.maxLength(5000)),
  loss: v.picklist(['binary', 'softmax', 'mse']),
  optimizer: v.object({
    kind: v.literal('adamw'),
    learningRate: real,
    weightDecay: real,
    batchSize: count,
    schedule: v.picklist(['constant', 'cosine', 'step', 'oneCycle', 'warmCosine']),
    clipNorm: real,
    labelSmoothing: real,
    averaging: v.optional(v.pipe(real, v.minValue(0), v.maxValue(1))),
  }),
});
