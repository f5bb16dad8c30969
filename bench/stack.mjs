// Cross-validation folds of one network on WebGPU: all folds together, as the trainer does it (the kernel of whole epochs
// for nets as small as these, stacks for wider ones), against one after the other; then trials of several networks, as a
// search proposes them, at once against one after the other, their folds together in both. On uci_heart_4sites.csv, in
// turn and after a warm-up of both. The losses must agree.
import { heartData } from './trainer-page/heart.mjs';
import { openTrainerPage } from './trainer-page/open.mjs';

const EPOCHS = 2;
const LOSS_TOLERANCE = 1e-4;
const POINT = { hidden: [64, 32], learningRate: 1e-3, batchSize: 32 };

const point = (hidden, learningRate, batchSize) => ({ hidden, learningRate, batchSize });

/** Eight trials: of one net at several rates, and of nets of two depths, their widths and batches apart. */
const TRIALS = {
  'of one net': [1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 1e-2, 2e-2].map((rate) => point([64, 32], rate, 32)),
  'of several nets': [
    point([32], 3e-4, 32),
    point([64], 1e-3, 64),
    point([32], 3e-3, 128),
    point([16], 1e-2, 64),
    point([64, 32], 3e-4, 64),
    point([64, 32], 1e-3, 32),
    point([32, 16], 3e-3, 128),
    point([64, 32], 1e-2, 128),
  ],
};

export async function run({ shared, browser, launchArgs }) {
  const data = heartData(shared);
  const page = await openTrainerPage({ browser, launchArgs });
  const results = [];
  try {
    const { reports } = await page.ask('selfTest', null);
    const gpu = reports.find(({ backend }) => backend === 'webgpu');
    if (!gpu?.available) throw new Error('no WebGPU here');
    for (const folds of [5, 10]) {
      const body = { data, point: POINT, folds, epochs: EPOCHS, backend: 'webgpu', dropout: 0.2 };
      const { together, inTurn } = await page.ask('folds', body);
      const maxLossDiff = Math.max(
        ...together.losses.slice(0, 2 * folds).map((loss, i) => Math.abs(loss - inTurn.losses[i])),
      );
      if (!(maxLossDiff <= LOSS_TOLERANCE))
        throw new Error(`losses differ by ${maxLossDiff} after one epoch`);
      results.push({
        ratio: inTurn.ms / together.ms,
        ours: together.ms / 1000,
        peer: inTurn.ms / 1000,
        unit: `seconds for ${folds} folds of ${EPOCHS} epochs`,
        adapter: gpu.adapter,
        software: gpu.software,
        maxLossDiffEpoch1: maxLossDiff,
      });
    }
    for (const [kind, points] of Object.entries(TRIALS)) {
      const body = { data, points, folds: 5, epochs: EPOCHS, backend: 'webgpu', dropout: 0.2 };
      const { together, inTurn, left } = await page.ask('trials', body);
      if (left !== 0) throw new Error(`${left} tensors were left`);
      // The first epoch of each trial: what comes later drifts.
      const perTrial = inTurn.losses.length / points.length;
      const maxLossDiff = Math.max(
        ...together.losses
          .map((loss, i) => Math.abs(loss - inTurn.losses[i]))
          .filter((_, i) => i % perTrial < perTrial / EPOCHS),
      );
      if (!(maxLossDiff <= LOSS_TOLERANCE))
        throw new Error(`losses differ by ${maxLossDiff} after one epoch`);
      results.push({
        ratio: inTurn.ms / together.ms,
        ours: together.ms / 1000,
        peer: inTurn.ms / 1000,
        unit: `seconds for ${points.length} trials ${kind}, 5 folds of ${EPOCHS} epochs each`,
        adapter: gpu.adapter,
        software: gpu.software,
        maxLossDiffEpoch1: maxLossDiff,
      });
    }
    return results;
  } finally {
    await page.close();
  }
}
