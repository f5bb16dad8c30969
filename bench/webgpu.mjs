// What a GPU gains in Chromium: an epoch of a stack of nets by their number, on uci_heart_4sites.csv, and one of the
// app's residual network on pictures, each on WebGPU against our kernels on WASM in one thread. The losses must agree.
import { heartData } from './trainer-page/heart.mjs';
import { openTrainerPage } from './trainer-page/open.mjs';

const LOSS_TOLERANCE = 1e-4;
/** What Chromium on Linux needs to find a GPU where there is no screen. */
export const GPU_ARGS = [
  '--enable-features=Vulkan',
  '--use-gl=angle',
  '--use-angle=gl-egl',
  '--disable-vulkan-surface',
  '--ignore-gpu-blocklist',
];
export const LARGE = {
  hidden: [[64, 32], [256, 128], [16]],
  batchSizes: [32, 128],
  nets: [1, 2, 5, 10, 20, 40, 80],
  pictures: [
    { side: 28, rows: 1024, batchSize: 32 },
    { side: 28, rows: 1024, batchSize: 128 },
    { side: 64, rows: 256, batchSize: 32 },
    { side: 64, rows: 256, batchSize: 128 },
    { side: 128, rows: 64, batchSize: 32 },
  ],
  epochs: 4,
};
/** For a CPU that pretends to be a GPU. */
export const SMALL = {
  hidden: [[16]],
  batchSizes: [128],
  nets: [1, 5],
  pictures: [],
  epochs: 2,
};

/** The fastest epoch after the first, which pays for shaders, in milliseconds. */
const fastest = ({ ms }) => Math.min(...ms.slice(1));
const apart = (a, b) => Math.max(...a.losses.map((loss, i) => Math.abs(loss - b.losses[i])));

/** A result a stack: milliseconds an epoch of all its nets; one by one as well where that ends soon. */
export async function* stacks(ask, data, { hidden, batchSizes, nets, epochs }) {
  for (const layers of hidden)
    for (const batchSize of batchSizes) {
      const point = { hidden: layers, learningRate: 1e-3, batchSize };
      for (const n of nets) {
        const train = (backend, together) => ask('nets', { data, point, nets: n, epochs, backend, together });
        const gpu = await train('webgpu', true);
        const inTurn = n === 1 || n === 5 ? await train('webgpu', false) : null;
        const wasm = await train('wasm', false);
        yield {
          what: 'stack',
          hidden: layers,
          batchSize,
          nets: n,
          ratio: fastest(wasm) / fastest(gpu),
          ours: fastest(gpu),
          inTurn: inTurn && fastest(inTurn),
          peer: fastest(wasm),
          unit: 'milliseconds an epoch of all nets, peer: our kernels on WASM',
          firstEpoch: gpu.ms[0],
          lossDiffEpoch1: apart(gpu, wasm),
        };
      }
    }
}

/** A result a size of pictures: seconds an epoch. */
export async function* resnets(ask, { pictures, epochs }) {
  for (const of of pictures) {
    const gpu = await ask('resnet', { ...of, epochs, backend: 'webgpu' });
    // As many: the schedule of the learning rate goes over the planned epochs.
    const wasm = await ask('resnet', { ...of, epochs, backend: 'wasm' });
    yield {
      what: 'resnet',
      ...of,
      ratio: fastest(wasm) / fastest(gpu),
      ours: fastest(gpu) / 1000,
      peer: fastest(wasm) / 1000,
      unit: 'seconds an epoch, peer: our kernels on WASM',
      firstEpoch: gpu.ms[0] / 1000,
      losses: [gpu.losses[0], wasm.losses[0]],
      lossDiffEpoch1: Math.abs(gpu.losses[0] - wasm.losses[0]),
    };
  }
}

export async function run({ shared, browser, launchArgs }) {
  const data = heartData(shared);
  const started = { browser, launchArgs: [...launchArgs, ...GPU_ARGS] };
  const results = [];
  let page = await openTrainerPage(started);
  try {
    const { reports } = await page.ask('selfTest', null);
    const gpu = reports.find(({ backend }) => backend === 'webgpu');
    if (!gpu?.available) throw new Error('no WebGPU here');
    const about = { adapter: gpu.adapter, software: gpu.software };
    const size = gpu.software ? SMALL : LARGE;
    for await (const result of stacks(page.ask, data, size)) {
      if (!(result.lossDiffEpoch1 <= LOSS_TOLERANCE))
        throw new Error(`losses differ by ${result.lossDiffEpoch1} after one epoch`);
      results.push({ ...result, ...about });
    }
    await page.close();
    page = await openTrainerPage({ ...started, name: 'conv-page' });
    for await (const result of resnets(page.ask, size)) results.push({ ...result, ...about });
    return results;
  } finally {
    await page.close();
  }
}
