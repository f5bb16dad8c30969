// What the app trains and computes on WebGPU, in Node through Dawn (npm `webgpu`), so that a machine with a GPU and
// no screen can be measured. Built by gpu.mjs into one file; prints one JSON line.
import { familyByName } from '../../src/models';
import { featureGraph } from '../../src/models/backbones/efficientnet-lite0';
import manifest from '../../src/models/backbones/efficientnet-lite0.json';
import type { GraphSpec } from '../../src/models/graph';
import { countParameters } from '../../src/models/graph-shapes';
import { rng } from '../../src/study/random';
import { initialGraphWeights } from '../../src/train/graph/initial';
import { openTrainer } from '../../src/train/open-trainer';
import type { Rows, Trainer } from '../../src/train/trainer';

const { signal } = new AbortController();
const none: Rows = { n: 0, d: 0, x: new Float32Array(0), y: new Float32Array(0) };

function picturesOf(n: number, d: number): Rows {
  const random = rng('bench', 'gpu', d);
  const x = Float32Array.from({ length: n * d }, () => random.next());
  return { n, d, x, y: Float32Array.from({ length: n }, (_, i) => i % 2) };
}

/** Pictures a second of the faster of two epochs, the first one (compiling shaders) not counted. */
async function training(
  trainer: Trainer,
  params: Record<string, number>,
  side: number,
  channels: number,
  n: number,
) {
  const d = side * side * channels;
  const spec = familyByName('resnet').spec(params, {
    inputs: d,
    kind: 'binary',
    classes: 2,
    picture: [side, side, channels],
    table: 0,
  }) as GraphSpec;
  const run = await trainer.start({
    spec,
    train: picturesOf(n, d),
    valid: { ...none, d },
    key: ['gpu'],
    epochs: 3,
  });
  const seconds: number[] = [];
  let loss = Number.NaN;
  for (let epoch = 1; epoch <= 3; epoch++) {
    const began = performance.now();
    loss = (await run.epoch(epoch, signal)).trainLoss;
    if (epoch > 1) seconds.push((performance.now() - began) / 1000);
  }
  run.dispose();
  return {
    parameters: countParameters(spec),
    side,
    batch: spec.optimizer.batchSize,
    loss,
    picturesASecond: n / Math.min(...seconds),
  };
}

/** Features of the backbone, pictures a second by batch; random weights cost what the real ones do. */
async function transfer(trainer: Trainer, n: number, batch: number) {
  const spec = featureGraph();
  const weights = initialGraphWeights(spec, ['gpu']);
  const { x, d } = picturesOf(batch, spec.inputs);
  const node = spec.nodes.length - 1;
  await trainer.activations(spec, weights, x, batch, node);
  const began = performance.now();
  for (let done = 0; done < n; done += batch) await trainer.activations(spec, weights, x, batch, node);
  return {
    backbone: manifest.name,
    inputs: d,
    batch,
    picturesASecond: n / ((performance.now() - began) / 1000),
  };
}

export async function measure(small: boolean): Promise<void> {
  const trainer = await openTrainer('webgpu');
  const many = small ? 64 : 1024;
  const answer = {
    backend: trainer.backend,
    adapter: trainer.adapter,
    resnetSmall: await training(trainer, {}, 28, 1, many),
    resnet18: small ? null : await training(trainer, { width: 64, blocks: 2, batchSize: 64 }, 224, 3, 256),
    transfer8: small ? null : await transfer(trainer, 256, 8),
    transfer64: small ? null : await transfer(trainer, 512, 64),
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
