// Cross-validation folds of one network on WebGPU: all folds in one stack against one after the other, on
// uci_heart_4sites.csv, in turn and after a warm-up of both. The losses must agree.
import { heartData } from './trainer-page/heart.mjs';
import { openTrainerPage } from './trainer-page/open.mjs';

const EPOCHS = 2;
const LOSS_TOLERANCE = 1e-4;
const POINT = { hidden: [64, 32], learningRate: 1e-3, batchSize: 32 };

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
    return results;
  } finally {
    await page.close();
  }
}
