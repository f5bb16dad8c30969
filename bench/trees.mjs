// 100 rounds of boosting to a depth of 6 on diabetes130.csv (101,766 rows, levels as codes, the outcome readmission
// within 30 days), in a worker of a real browser, against LightGBM and scikit-learn's HistGradientBoosting in two threads
// on the same machine: medians of three, one after the other. The AUROC is of every fifth patient, held out in a fit of
// its own that is not timed. ratio: our seconds over LightGBM's.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diabetesFile } from './load-page/diabetes.mjs';
import { openLoadPage } from './load-page/open.mjs';
import { servePage } from './pages/serve-page.mjs';
import { diabetesCodes } from './trees-page/diabetes-codes.mjs';

const BOUND = 2;
const ROUNDS = 100;
const REPETITIONS = 3;

const specOf = (inputs) => ({
  kind: 'trees',
  inputs,
  loss: 'binary',
  classes: 2,
  grow: 'boosting',
  trees: ROUNDS,
  learningRate: 0.1,
  maxDepth: 6,
  maxLeaves: 64,
  minLeafRows: 20,
  minLeafWeight: 1e-3,
  lambda: 1,
  minGain: 0,
  rowShare: 1,
  inputShare: 1,
  cutShare: 1,
  bins: 255,
  categorical: [],
  levelPenalty: 0,
});

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Share of the pairs of a case and a control that are in order, ties half (Mann and Whitney). */
function auroc(p, y) {
  const order = p.map((_, i) => i).sort((a, b) => p[a] - p[b]);
  let [ranks, cases] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && p[order[to]] === p[order[from]]) to++;
    for (let i = from; i < to; i++) if (y[order[i]] === 1) ranks += (from + to + 1) / 2;
    from = to;
  }
  for (const value of y) cases += value;
  return (ranks - (cases * (cases + 1)) / 2) / (cases * (y.length - cases));
}

/** What Python's peer took, or null where it cannot be had, which is said. BENCHSIDE_PYTHON names another Python. */
function peer(name, file, { n, d }, y) {
  const script = fileURLToPath(new URL('trees.py', import.meta.url));
  const python = process.env.BENCHSIDE_PYTHON ?? 'python3';
  const asked = [script, file, String(n), String(d), name];
  const { status, stdout, stderr } = spawnSync(python, asked, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (status !== 0) {
    const why = stderr?.trim().split('\n').at(-1) ?? 'no such program';
    console.error(`${name} cannot be had from ${python} (${why}): it is left out`);
    return null;
  }
  const { seconds, version, predictions } = JSON.parse(stdout);
  return { name, version, seconds, auroc: auroc(predictions, y) };
}

export async function run({ shared, browser, launchArgs }) {
  const server = await servePage('trees-page');
  const { file: csv, remove } = diabetesFile(shared);
  try {
    const matrix = diabetesCodes(csv);
    const { n, d, x, y, test } = matrix;
    const file = join(dirname(csv), 'matrix.f32');
    writeFileSync(
      file,
      Buffer.concat([x, y, Float32Array.from(test)].map(({ buffer }) => Buffer.from(buffer))),
    );
    const outcomes = [...y].filter((_, i) => test[i] === 1);
    const page = await openLoadPage({ server, browser, launchArgs, file, call: 'boost' });
    const job = { n, d, rounds: ROUNDS, spec: specOf(d) };
    const before = await page.memory('VmRSS');
    const ours = [];
    for (let i = 0; i < REPETITIONS; i++) ours.push((await page.load({ ...job, held: false })).seconds);
    const peak = await page.memory('VmHWM');
    const { predictions } = await page.load({ ...job, held: true });
    await page.close();
    const peers = ['LightGBM', 'scikit-learn'].map((name) => peer(name, file, matrix, outcomes));
    const lightgbm = peers[0]?.seconds;
    return {
      ratio: lightgbm ? median(ours) / lightgbm : null,
      bound: BOUND,
      ours: median(ours),
      peer: lightgbm ?? null,
      unit: `seconds for ${ROUNDS} rounds, bins included`,
      auroc: auroc(predictions, outcomes),
      peers: peers.filter((one) => one !== null),
      peakHeapMB: peak,
      heapBeforeMB: before,
      peakHeapOf: "the page's process (VmHWM): code, worker and buffers",
      rows: n,
      columns: d,
    };
  } finally {
    await server.close();
    remove();
  }
}
