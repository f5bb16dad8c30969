import type { DescentSpec } from '../../models/family';
import { type Layout, layoutOf } from '../layout';
import type { DenseJob, Rows } from '../trainer';
import { LAYER_WORDS, LOSSES, NET_WORDS, NO_MASK } from './epoch-shader';

/**
 * Multiplications of one step beyond which many dispatches that use the whole GPU are faster than one workgroup: on an
 * NVIDIA H200 at 256-128 units in batches of 32 both take about 2 ms, at 1024-512 this kernel takes 35 ms.
 */
const MOST_WORK = 2 ** 22;

const multiplications = ({ inputs, layers }: DescentSpec): number => {
  let before = inputs;
  return layers.reduce((sum, { units }) => {
    const own = before * units;
    before = units;
    return sum + own;
  }, 0);
};

/** Multiplications of one training step: forward, slopes back, gradients. */
export const workOfStep = (spec: DescentSpec): number => 3 * spec.optimizer.batchSize * multiplications(spec);

/** What the kernel knows: hidden layers end in a ReLU, the last in none and has no dropout. */
export const isPlain = ({ layers }: DescentSpec): boolean =>
  layers.every(({ activation, dropout }, l) =>
    l === layers.length - 1 ? activation === 'linear' && dropout === 0 : activation === 'relu',
  );

/** One storage binding each of what the nets read and write, in bytes. */
export function bytesOf(jobs: readonly DenseJob[]): number {
  const pools = new Set(jobs.flatMap(({ train, valid }) => [train.x, valid.x]));
  const inputs = [...pools].reduce((sum, { byteLength }) => sum + byteLength, 0);
  const state = jobs.reduce((sum, { spec }) => sum + 12 * layoutOf(spec).size, 0);
  const work = jobs.reduce((sum, { spec }) => sum + 4 * workWords(spec), 0);
  return Math.max(inputs, state, work * JUDGED_AT_ONCE);
}

/** Batches of each net whose rows are judged at once. */
export const JUDGED_AT_ONCE = 8;

/** Whether nets are trained by whole epochs in a kernel of their own: small enough for a workgroup each. */
export const fitsEpochKernel = (jobs: readonly DenseJob[], mostBytes: number): boolean =>
  jobs.every(({ spec }) => isPlain(spec) && workOfStep(spec) <= MOST_WORK) && bytesOf(jobs) <= mostBytes;

const hidden = ({ layers }: DescentSpec): number => layers.reduce((sum, { units }) => sum + units, 0);

/** Words of one net's batch: gathered rows, outputs and slopes of every layer. */
export const workWords = (spec: DescentSpec): number =>
  spec.optimizer.batchSize * (spec.inputs + 2 * hidden(spec));

/** Words of a mask of `rows` rows: a bit a unit, each layer from a word of its own. */
export const maskWords = (units: number, rows: number): number => Math.ceil((units * rows) / 32);

/** Where one net's numbers stand in the buffers, in words. */
export interface NetPlace {
  layout: Layout;
  parameters: number;
  work: number;
  logits: number;
  inputs: number;
  order: number;
  steps: number;
  /** By layer; null where there is no dropout. */
  masks: (number | null)[];
}

/** The places of several nets beside each other, and how long each buffer is. */
export interface Plan {
  places: NetPlace[];
  parameters: number;
  work: number;
  logits: number;
  rows: number;
  steps: number;
  masks: number;
}

/**
 * `part`: rows of each net; `inputsAt`: where each one's pool of inputs begins; `atOnce`: batches of a net that are
 * worked on at once; `logits`: where the first net's begin.
 */
export function planOf(
  jobs: readonly DenseJob[],
  part: (job: DenseJob) => Rows,
  inputsAt: (pool: Float32Array) => number,
  { atOnce, logits: firstLogits }: { atOnce: number; logits: number },
): Plan {
  const plan: Plan = { places: [], parameters: 0, work: 0, logits: firstLogits, rows: 0, steps: 0, masks: 0 };
  for (const job of jobs) {
    const { spec } = job;
    const { n, x } = part(job);
    const layout = layoutOf(spec);
    const masks = spec.layers.map(({ units, dropout }) => {
      if (dropout === 0) return null;
      plan.masks += maskWords(units, n);
      return plan.masks - maskWords(units, n);
    });
    const { parameters, work, logits, rows, steps } = plan;
    plan.places.push({
      layout,
      parameters,
      work,
      logits,
      inputs: inputsAt(x),
      order: 3 * rows,
      steps,
      masks,
    });
    plan.parameters += layout.size;
    plan.work += atOnce * workWords(spec);
    plan.logits += n * (spec.layers.at(-1)?.units ?? 1);
    plan.rows += n;
    plan.steps += Math.ceil(n / spec.optimizer.batchSize);
  }
  return plan;
}

/** What the shader reads of the nets: where each one's head stands, then the heads and their layers. */
export function netWords(
  jobs: readonly DenseJob[],
  plan: Plan,
  part: (job: DenseJob) => Rows,
): Uint32Array<ArrayBuffer> {
  const heads = jobs.map(({ spec }) => NET_WORDS + LAYER_WORDS * spec.layers.length);
  const words = new Uint32Array(jobs.length + heads.reduce((sum, size) => sum + size, 0));
  const reals = new Float32Array(words.buffer);
  let at = jobs.length;
  jobs.forEach((job, net) => {
    const { spec } = job;
    const { batchSize, learningRate, weightDecay } = spec.optimizer;
    const { layout, parameters, work, logits, inputs, order, steps, masks } = plan.places[net];
    words[net] = at;
    const loss = LOSSES.indexOf(spec.loss);
    words.set([part(job).n, batchSize, layout.layers.length, loss, parameters, work, logits], at);
    words.set([inputs, order, steps], at + 7);
    reals[at + 10] = 1 - learningRate * weightDecay;
    words.set([spec.inputs, workWords(spec)], at + 11);
    at += NET_WORDS;
    let outputs = batchSize * spec.inputs;
    layout.layers.forEach((layer, l) => {
      const slopes = outputs + batchSize * layer.units;
      words.set([layer.inputs, layer.units, layer.kernel, layer.bias, outputs, slopes], at);
      words[at + 6] = masks[l] ?? NO_MASK;
      reals[at + 7] = 1 / (1 - spec.layers[l].dropout);
      outputs = slopes + batchSize * layer.units;
      at += LAYER_WORDS;
    });
  });
  return words;
}
