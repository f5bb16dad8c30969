// Transfer learning on covid_xray_3class.zip without a GPU: a search over the 60 heads that the family proposes, on
// features that are kept, with early stopping and a fifth of the pictures held out, against extracting those features
// once (decoding not counted). The same with five folds a head is told beside it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { openTrainerPage } from './trainer-page/open.mjs';

const BOUND = 1;
/** What the family proposes: 3 architectures × 4 learning rates × 5 batch sizes. */
const GRID = [0, 16, 32].flatMap((hidden) =>
  [0.001, 0.003, 0.01, 0.03].flatMap((learningRate) =>
    [16, 32, 64, 128, 256].map((batchSize) => ({ hidden, learningRate, batchSize })),
  ),
);

const total = (heads) => heads.reduce((sum, { ms }) => sum + ms, 0) / 1000;
const best = (heads) => heads.reduce((a, b) => (b.validLoss < a.validLoss ? b : a));

function labelledPictures(shared) {
  const files = unzipSync(readFileSync(join(shared, 'data/images/covid_xray_3class.zip')));
  const pictures = Object.keys(files)
    .filter((path) => /\.(png|jpe?g)$/i.test(path))
    .sort();
  const classOf = (path) => path.split('/').at(-2);
  const classes = [...new Set(pictures.map(classOf))].sort();
  return {
    classes: classes.length,
    pictures: pictures.map((path) => ({
      base64: Buffer.from(files[path]).toString('base64'),
      label: classes.indexOf(classOf(path)),
    })),
  };
}

export async function run({ shared, browser, launchArgs }) {
  const data = labelledPictures(shared);
  const page = await openTrainerPage({ browser, launchArgs, name: 'transfer-page' });
  try {
    const { seconds } = await page.ask('extract', { backend: 'wasm', ...data });
    const searched = { configurations: GRID, maxEpochs: 100, patience: 10 };
    const heads = await page.ask('heads', { ...searched, fits: 1 });
    const folded = await page.ask('heads', { ...searched, fits: 5 });
    const search = total(heads);
    return {
      ratio: search / seconds,
      bound: BOUND,
      ours: search,
      peer: seconds,
      unit: 'seconds: a search of 60 heads; extracting the features once',
      pictures: data.pictures.length,
      msAPicture: (seconds * 1000) / data.pictures.length,
      slowestHeadMs: Math.max(...heads.map(({ ms }) => ms)),
      fiveFolds: { seconds: total(folded), ratio: total(folded) / seconds, best: best(folded) },
    };
  } finally {
    await page.close();
  }
}
