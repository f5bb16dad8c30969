// The 60-point grid on uci_heart_4sites.csv, ten epochs each: our trainer against stock tfjs-layers, which trains
// the same models from the same initial weights on the same batches, one by one and without yielding, on whichever
// backend is fastest for it here. Each point is trained by both in turn, in one thread. Then ours once more by two
// workers, and, where Python has it, scikit-learn's MLPClassifier by two jobs.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { heartData } from './trainer-page/heart.mjs';
import { openTrainerPage } from './trainer-page/open.mjs';

const EPOCHS = 10;
const BOUND = 25;
const WORKERS = 2;
const LOSS_TOLERANCE = 1e-4;
const GRID = [[32], [64, 32], [128, 64, 32]].flatMap((hidden) =>
  [1e-4, 1e-3, 1e-2, 3e-2].flatMap((learningRate) =>
    [16, 32, 64, 128, 256].map((batchSize) => ({ hidden, learningRate, batchSize })),
  ),
);

const total = (timed) => timed.reduce((sum, { ms }) => sum + ms, 0);
const differences = (ours, peer, epoch) =>
  ours.map(({ losses }, i) => Math.abs(losses[epoch] - peer[i].losses[epoch])).sort((a, b) => a - b);

/** Null where Python or scikit-learn is absent. */
function scikitLearn(data) {
  const script = fileURLToPath(new URL('tune.py', import.meta.url));
  const input = JSON.stringify({ ...data, grid: GRID, epochs: EPOCHS });
  const { status, stdout } = spawnSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  return status === 0 ? JSON.parse(stdout) : null;
}

export async function run({ shared, browser, launchArgs }) {
  const data = heartData(shared);
  const page = await openTrainerPage({ browser, launchArgs });
  try {
    const { reports, chosen } = await page.ask('selfTest', null);
    const there = reports.filter((r) => r.available).map((r) => r.backend);
    const point = { hidden: [64, 32], learningRate: 1e-3, batchSize: 64 };
    const stockMs = await page.ask('stockBackends', { data, point, epochs: 1, backends: there });
    const fastest = Object.keys(stockMs).reduce((a, b) => (stockMs[b] < stockMs[a] ? b : a));
    const { ours, peer } = await page.ask('tune', {
      data,
      grid: GRID,
      epochs: EPOCHS,
      ours: chosen,
      peer: fastest,
    });
    const maxLossDiffEpoch1 = differences(ours, peer, 0).at(-1);
    const afterTen = differences(ours, peer, EPOCHS - 1);
    const medianLossDiffEpoch10 = (afterTen[29] + afterTen[30]) / 2;
    if (!(maxLossDiffEpoch1 <= LOSS_TOLERANCE && medianLossDiffEpoch10 <= LOSS_TOLERANCE))
      throw new Error(
        `losses differ: ${maxLossDiffEpoch1} after one epoch, median ${medianLossDiffEpoch10} after ten`,
      );
    const points = GRID.map((of) => ({ data, point: of, epochs: EPOCHS, backend: chosen }));
    const together = await page.shared({ points, workers: WORKERS });
    return {
      ratio: total(peer) / total(ours),
      bound: BOUND,
      ours: total(ours) / 1000,
      peer: total(peer) / 1000,
      unit: 'seconds for 60 models of 10 epochs',
      backend: { ours: chosen, peer: fastest, stockMsOfOneEpoch: stockMs },
      twoWorkers: { seconds: together / 1000, ratio: total(peer) / together },
      scikitLearn: scikitLearn(data),
      maxLossDiffEpoch1,
      medianLossDiffEpoch10,
      rows: data.n,
      columns: data.d,
    };
  } finally {
    await page.close();
  }
}
