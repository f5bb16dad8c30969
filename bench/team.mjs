// The five folds of a trial by one worker and by two that share them, as the engine does on WebAssembly: networks of
// several sizes on uci_heart_4sites.csv, its rows repeated where it says so, in turn, medians. The losses must be the
// same bit for bit. `work`: multiplications of an epoch of all folds in millions, by which the engine decides.
import { heartData } from './trainer-page/heart.mjs';
import { openTrainerPage } from './trainer-page/open.mjs';

const EPOCHS = 20;
const REPEATS = 7;
const CORES = 2;
const FOLDS = 5;
const POINTS = [
  { hidden: [], copies: 1, batchSize: 32 },
  { hidden: [8], copies: 1, batchSize: 32 },
  { hidden: [32], copies: 1, batchSize: 128 },
  { hidden: [32], copies: 1, batchSize: 32 },
  { hidden: [64, 32], copies: 1, batchSize: 32 },
  { hidden: [128, 64, 32], copies: 1, batchSize: 32 },
  { hidden: [], copies: 20, batchSize: 32 },
  { hidden: [64, 32], copies: 20, batchSize: 64 },
];

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const times = (count, values) => Array.from({ length: count }, () => values).flat();

export async function run({ shared, browser, launchArgs }) {
  const heart = heartData(shared);
  const page = await openTrainerPage({ browser, launchArgs });
  try {
    const results = [];
    for (const { copies, ...point } of POINTS) {
      const data = {
        ...{ n: heart.n * copies, d: heart.d },
        ...{ x: times(copies, heart.x), y: times(copies, heart.y) },
      };
      const body = { data, point: { ...point, learningRate: 1e-3 }, folds: FOLDS, epochs: EPOCHS };
      const { alone, team, difference, work } = await page.ask('team', {
        ...body,
        repeats: REPEATS,
        cores: CORES,
      });
      if (difference !== 0) throw new Error(`losses differ by ${difference}`);
      results.push({
        ratio: median(alone) / median(team),
        ours: median(team) / EPOCHS,
        peer: median(alone) / EPOCHS,
        unit: `milliseconds an epoch of ${FOLDS} folds`,
        hidden: point.hidden,
        batchSize: point.batchSize,
        rows: data.n,
        work: work / 1e6,
      });
    }
    return results;
  } finally {
    await page.close();
  }
}
