// All metrics of a binary model on 100,000 predictions with 2,000 bootstrap replicates, in a worker: one row a patient,
// two rows a patient, and 1,000 rows. The peer, where Python has it: scikit-learn's AUROC, average precision, Brier
// score and log loss on replicates drawn by numpy, four measures where ours takes all. It is timed on 40 replicates and
// counted for 2,000. ratio: the peer's seconds over ours.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { servePage } from './pages/serve-page.mjs';

const ROWS = 100_000;
const REPLICATES = 2000;
const PEER_REPLICATES = 40;
const BOUND = 5;
const REPETITIONS = 3;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Mulberry32 (T. Ettinger, public domain). */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A fifth have the outcome; risks are calibrated about a logistic score. */
function predictions(n, rowsOfPatient) {
  const next = random(20261126);
  const p = Array.from({ length: n }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    return Math.fround(1 / (1 + Math.exp(1.8 - 1.2 * normal)));
  });
  return {
    p,
    y: p.map((risk) => (next() < risk ? 1 : 0)),
    unit: p.map((_, i) => Math.floor(i / rowsOfPatient)),
  };
}

/** Null where Python or scikit-learn is absent. */
function peer({ y, p }) {
  const script = fileURLToPath(new URL('evaluate.py', import.meta.url));
  const input = JSON.stringify({ y, p, replicates: PEER_REPLICATES });
  const { status, stdout } = spawnSync('python3', [script], { input, maxBuffer: 2 ** 28, encoding: 'utf8' });
  return status === 0 ? JSON.parse(stdout) : null;
}

async function measure(page, what, rows, bound) {
  const runs = [];
  for (let i = 0; i < REPETITIONS; i++)
    runs.push(await page.evaluate((given) => globalThis.evaluate(given), rows));
  const seconds = median(runs.map((run) => run.seconds));
  return {
    what,
    seconds,
    ours: seconds,
    unit: 'seconds',
    ...(bound && { bound, withinBound: seconds <= bound }),
    rows: rows.y.length,
    replicates: REPLICATES,
    metrics: Object.keys(runs[0].metrics).length,
    delongSeconds: median(runs.map((run) => run.delongSeconds)),
    reports: runs[0].reports,
    found: runs[0].metrics,
  };
}

/** The same estimates to rounding, and limits that differ by less than the draws explain. */
function agree(found, other) {
  for (const [i, name] of ['auroc', 'ap', 'brier', 'logLoss'].entries()) {
    const ours = found[name];
    const width = ours.high - ours.low;
    if (Math.abs(ours.estimate - other.estimates[i]) > 1e-6)
      throw new Error(`${name} differs from scikit-learn's`);
    if (Math.abs(other.high[i] - other.low[i] - width) > 0.5 * width) throw new Error(`${name}: other width`);
  }
}

export async function run({ browser, launchArgs }) {
  const server = await servePage('evaluate-page');
  const process = await chromium.launch({ executablePath: browser, args: launchArgs });
  try {
    const page = await process.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(server.address);
    await page.waitForFunction(() => 'evaluate' in window);
    const independent = predictions(ROWS, 1);
    const one = await measure(page, 'one row a patient', independent, BOUND);
    const two = await measure(page, 'two rows a patient', predictions(ROWS, 2), BOUND);
    const small = await measure(page, 'one row a patient, few rows', predictions(1000, 1));
    const other = peer(independent);
    if (other) agree(one.found, other);
    const peerSeconds = other && (other.seconds * REPLICATES) / PEER_REPLICATES;
    return [
      {
        ...one,
        ratio: peerSeconds && peerSeconds / one.seconds,
        peer: peerSeconds,
        peerIs: other ? `${other.version}: four measures, timed on ${PEER_REPLICATES} replicates` : 'absent',
      },
      two,
      small,
    ].map(({ found, ...result }) => result);
  } finally {
    await process.close();
    await server.close();
  }
}
