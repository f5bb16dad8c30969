import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { toBackboneInput } from '../models/backbones/backbone-input';
import { cutAt, cutWeights, featureGraph, wholeGraph } from '../models/backbones/efficientnet-lite0';
import { countParameters, inferShapes } from '../models/graph-shapes';
import { rng } from '../study/random';
import { extract, featureKey } from './backbone-features';
import { backboneWeights, type ReadFile } from './backbone-files';
import { floats } from './backbone-weights';
import golden from './golden/efficientnet-lite0.json';
import { referenceForward } from './graph/reference';
import { Pace } from './pacing';
import type { Trainer, Weights } from './trainer';
import { openWasmGraphs } from './wasm/open-wasm-graphs';

const fromDisk: ReadFile = async (file) => {
  const bytes = await readFile(new URL(`../../public/backbones/${file}`, import.meta.url));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
};

const double = (weights: Weights) =>
  weights.map(({ kernel, bias }) => ({ kernel: Float64Array.from(kernel), bias: Float64Array.from(bias) }));

/** The reference in float64, as a trainer. */
const reference: Pick<Trainer, 'activations'> = {
  async activations(spec, weights, x, n, node) {
    const asked = { n, pictures: x, table: [], training: false };
    return Float32Array.from(referenceForward(spec, double(weights), asked).values[node]);
  },
};

const colour = (width: number, height: number, v: ArrayLike<number>) => ({
  width,
  height,
  channels: 3,
  unit: 'colour' as const,
  range: [0, 255] as const,
  v: Float32Array.from(v),
});

/** As `synthetic` of scripts/make-efficientnet-lite0.py draws it. */
function synthetic() {
  const v = new Uint8Array(224 * 224 * 3);
  for (let y = 0, i = 0; y < 224; y++)
    for (let x = 0; x < 224; x++)
      for (let c = 0; c < 3; c++, i++) {
        const inside = (x - 90) ** 2 + (y - 120) ** 2 < 3000 + 700 * c;
        v[i] = ((7 * x + 5 * y * (c + 1) + ((x * y) >> 5)) % 128) + (inside ? 100 : 0);
      }
  return colour(224, 224, v);
}

/** The picture of scripts/make-efficientnet-lite0.py: an RGB PNG whose rows are not filtered. */
async function cat() {
  const png = await readFile(new URL('./golden/cat.png', import.meta.url));
  const at = png.indexOf('IDAT') + 4;
  const rows = inflateSync(png.subarray(at, at + png.readUInt32BE(at - 8)));
  const row = 224 * 3;
  return colour(
    224,
    224,
    Uint8Array.from({ length: 224 * row }, (_, i) => rows[Math.floor(i / row) * (row + 1) + 1 + (i % row)]),
  );
}

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  const dot = (p: ArrayLike<number>, q: ArrayLike<number>) =>
    Array.from(p).reduce((sum, v, i) => sum + v * q[i], 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
};
const farthest = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - b[i])), 0);

let weights: Weights;
beforeAll(async () => {
  weights = await backboneWeights(fromDisk);
});

describe('the files', () => {
  it('hold a kernel and a bias of the right size for each convolution of the graph', () => {
    const numbers = weights.reduce((sum, { kernel, bias }) => sum + kernel.length + bias.length, 0);
    expect(numbers).toBe(countParameters(featureGraph()));
    expect(numbers).toBe(3_350_000);
    expect(weights.length).toBe(49);
  });

  it('are refused where one is missing or another than it was', async () => {
    await expect(backboneWeights(() => Promise.reject(new Error('404')))).rejects.toThrow('backbone.missing');
    const changed: ReadFile = async (file) => {
      const body = await fromDisk(file);
      new Uint8Array(body)[1000] ^= 1;
      return body;
    };
    await expect(backboneWeights(changed)).rejects.toThrow('backbone.damaged');
  });

  it('are halves read exactly: IEEE 754 examples', () => {
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x3555, 0x8000, 0x7c00);
    const read = floats(halves);
    expect([...read.subarray(0, 5)]).toEqual([1, -2, 65504, 2 ** -14, 2 ** -24]);
    expect(read[5]).toBe(0.333251953125);
    expect(Object.is(read[6], -0)).toBe(true);
    expect(read[7]).toBe(Number.POSITIVE_INFINITY);
  });
});

/** torch in float32 on the same half-precision weights, and on the checkpoint with its batch norm, by the script. */
describe('features', () => {
  it('are those that PyTorch finds, in float64', async () => {
    const spec = featureGraph();
    const pictures = toBackboneInput(await cat());
    const { values } = referenceForward(spec, double(weights), {
      n: 1,
      pictures,
      table: [],
      training: false,
    });
    const pooled = values[values.length - 1];
    expect(farthest(pooled, golden.cat.halves)).toBeLessThan(5e-5);
    expect(cosine(pooled, golden.cat.checkpoint)).toBeGreaterThan(0.9999);
    expect(farthest(pooled, golden.cat.checkpoint)).toBeLessThan(0.03);
    const map = values[values.length - 2];
    for (const y of [0, 3] as const) {
      const from = (y * 7 + 5) * 1280;
      expect(farthest(map.subarray(from, from + 16), golden.cat.map[`${y},5`])).toBeLessThan(2e-4);
    }
  });

  it('are those that PyTorch finds, by the SIMD kernels', async () => {
    const pictures = [toBackboneInput(synthetic()), toBackboneInput(await cat())];
    const found = await extract({
      trainer: await openWasmGraphs(new Pace({ now: () => 0 })),
      spec: featureGraph(),
      weights,
      n: 2,
      input: (row) => pictures[row],
      signal: new AbortController().signal,
    });
    expect(farthest(found.subarray(0, 1280), golden.synthetic.halves)).toBeLessThan(5e-5);
    expect(cosine(found.subarray(0, 1280), golden.synthetic.checkpoint)).toBeGreaterThan(0.9999);
    expect(farthest(found.subarray(1280), golden.cat.halves)).toBeLessThan(5e-5);
  });
});

describe('a cut', () => {
  const head = {
    inputs: 1282,
    layers: [
      { units: 8, activation: 'relu' as const, dropout: 0.5 },
      { units: 1, activation: 'linear' as const, dropout: 0 },
    ],
    loss: 'binary' as const,
  };
  const optimizer = { ...featureGraph().optimizer, learningRate: 1e-4 };
  const wave = (n: number) => Float32Array.from({ length: n }, (_, i) => Math.sin(i * 0.7) / 20);
  const headWeights = [
    { kernel: wave(1282 * 8), bias: wave(8) },
    { kernel: wave(8), bias: wave(1) },
  ];

  it.each([0, 1, 2, 5])('below and above its %i top blocks give what the whole does', async (blocks) => {
    const cut = cutAt(blocks, head, optimizer, [64, 64, 3]);
    const parts = cutWeights(cut, weights, headWeights);
    const pictures = Float32Array.from({ length: 64 * 64 * 3 }, (_, i) => Math.cos(i / 5));
    const table = [0.3, -1.2];
    const asked = { n: 1, table, training: false };
    const below = referenceForward(cut.below, double(parts.below), { ...asked, pictures });
    const middle = below.values[below.values.length - 1];
    const above = referenceForward(cut.above, double(parts.above), { ...asked, pictures: middle });
    const all = double([...weights, ...headWeights]);
    const whole = referenceForward(wholeGraph(head, [64, 64, 3]), all, { ...asked, pictures });
    const at = (values: Float64Array[]) => values[values.length - 1][0];
    expect(at(above.values)).toBeCloseTo(at(whole.values), 10);
    expect(cut.above.inputs).toBe(middle.length + 2);
    expect(cut.above.nodes.some((node) => 'frozen' in node)).toBe(false);
    expect(cut.below.nodes.every((node) => !('bias' in node) || node.frozen)).toBe(true);
  });

  it('is trained on from the weights that it has', async () => {
    const trainer = await openWasmGraphs(new Pace({ now: () => 0 }));
    const flat = { inputs: 1280, layers: [head.layers[1]], loss: head.loss };
    const gentle = { ...optimizer, learningRate: 1e-3, batchSize: 8 };
    const cut = cutAt(1, flat, gentle, [64, 64, 3]);
    const parts = cutWeights(cut, weights, [{ kernel: new Float32Array(1280), bias: new Float32Array(1) }]);
    const random = rng('fine-tuning');
    const n = 16;
    const x = await extract({
      trainer,
      spec: cut.below,
      weights: parts.below,
      n,
      // Coarse and fine noise.
      input: (row) => {
        const noise = Float32Array.from({ length: 64 * 64 }, () => random.normal());
        return Float32Array.from(
          { length: 64 * 64 * 3 },
          (_, i) => noise[Math.floor(i / (row % 2 ? 3 : 48))],
        );
      },
      signal: new AbortController().signal,
    });
    const rows = { n, d: cut.above.inputs, x, y: Float32Array.from({ length: n }, (_, i) => i % 2) };
    const job = { spec: cut.above, train: rows, valid: rows, key: ['fine-tuning'], initial: parts.above };
    const run = await trainer.start(job);
    const losses: number[] = [];
    for (let epoch = 1; epoch <= 4; epoch++)
      losses.push((await run.epoch(epoch, new AbortController().signal)).validLoss);
    const after = await run.weights();
    run.dispose();
    // A head of zeros says one half: log 2.
    expect(losses[0]).toBeLessThan(Math.LN2);
    expect(losses[3]).toBeLessThan(losses[0] / 2);
    const moved = after.map(({ kernel }, i) => farthest(kernel, parts.above[i].kernel));
    expect(moved.length).toBe(5);
    for (const most of moved) expect(most).toBeGreaterThan(0);
  });

  it('lies at any block, on maps that shrink on their way up', () => {
    const picture = (blocks: number) => cutAt(blocks, head, optimizer).above.picture;
    expect(picture(0)).toEqual([7, 7, 1280]);
    expect(picture(1)).toEqual([7, 7, 192]);
    expect(picture(5)).toEqual([14, 14, 112]);
    expect(picture(16)).toEqual([112, 112, 32]);
  });
});

it('takes pictures of other sizes', () => {
  const shapes = inferShapes(featureGraph([96, 160, 3]));
  expect(shapes.at(-2)).toEqual([3, 5, 1280]);
});

describe('extract', () => {
  const spec = featureGraph([32, 32, 3]);
  const input = (row: number) =>
    Float32Array.from({ length: spec.inputs }, (_, i) => Math.cos(i * (row + 1)));
  const job = { spec, n: 18, input, signal: new AbortController().signal };

  it('goes in batches, and each picture has the features that it has alone', async () => {
    const done: number[] = [];
    const all = await extract({ ...job, trainer: reference, weights, report: (n) => void done.push(n) });
    expect(done).toEqual([16, 18]);
    expect(all.length).toBe(18 * 1280);
    const alone = await reference.activations(spec, weights, input(17), 1, spec.nodes.length - 1);
    expect(all.subarray(17 * 1280)).toEqual(alone);
  });

  it('ends when it is cancelled', async () => {
    const controller = new AbortController();
    const running = extract({
      ...job,
      trainer: reference,
      weights,
      signal: controller.signal,
      report: () => controller.abort(),
    });
    await expect(running).rejects.toThrow('cancelled');
  });

  it('has a name that differs with data, steps and cut', async () => {
    const keys = await Promise.all([
      featureKey('a', '[]', 'pooled'),
      featureKey('b', '[]', 'pooled'),
      featureKey('a', '[1]', 'pooled'),
      featureKey('a', '[]', 0),
      featureKey('a', '[]', 'pooled'),
    ]);
    expect(new Set(keys).size).toBe(4);
    expect(keys[4]).toBe(keys[0]);
  });
});
