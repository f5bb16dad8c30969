// The small CNN of conv-page/net.ts, an epoch of 256 pictures of 28 x 28 in batches of 32: our kernels on WASM against
// stock tfjs-layers on the fastest backend that can train it without a GPU, from the same weights on the same
// batches. Where Python has PyTorch, that runs beside it on the same cores.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { openTrainerPage } from './trainer-page/open.mjs';

const BOUND = 10;
const LOSS_TOLERANCE = 1e-4;
/** Stock WASM has no gradient of a filter. */
const STOCK = ['webgl', 'cpu'];
const OURS_EPOCHS = 40;
const STOCK_EPOCHS = 2;

/** The fastest epoch: the first pays for compiling and, on a GPU, for shaders. */
const fastest = ({ ms }) => Math.min(...ms) / 1000;

function pytorch() {
  const script = fileURLToPath(new URL('conv.py', import.meta.url));
  const done = spawnSync('python3', [script, '40'], { encoding: 'utf8', timeout: 120_000 });
  return done.status === 0 ? JSON.parse(done.stdout) : null;
}

export async function run({ browser, launchArgs }) {
  const page = await openTrainerPage({ browser, launchArgs, name: 'conv-page' });
  try {
    const ours = await page.ask('ours', { epochs: OURS_EPOCHS });
    const stock = {};
    for (const backend of STOCK) stock[backend] = await page.ask('stock', { backend, epochs: STOCK_EPOCHS });
    const peer = STOCK.reduce((a, b) => (fastest(stock[b]) < fastest(stock[a]) ? b : a));
    const apart = (backend) => Math.abs(ours.losses[0] - stock[backend].losses[0]);
    // The software GPU computes less exactly than single precision does: plain JavaScript says what is right.
    if (!(apart('cpu') <= LOSS_TOLERANCE))
      throw new Error(`losses differ after one epoch: ${ours.losses[0]} and ${stock.cpu.losses[0]}`);
    return {
      ratio: fastest(stock[peer]) / fastest(ours),
      bound: BOUND,
      ours: fastest(ours),
      peer: fastest(stock[peer]),
      unit: 'seconds an epoch, the fastest of several',
      backend: { ours: 'wasm', peer },
      stock: Object.fromEntries(STOCK.map((backend) => [backend, fastest(stock[backend])])),
      lossDiffEpoch1: Object.fromEntries(STOCK.map((backend) => [backend, apart(backend)])),
      losses: [ours.losses[0], ours.losses.at(-1)],
      pytorch: pytorch(),
    };
  } finally {
    await page.close();
  }
}
