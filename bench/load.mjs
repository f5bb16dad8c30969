// diabetes130.csv (101,766 encounters, 50 columns, 19 MB) read, typed and profiled in a worker of a real browser, as
// after a drop: its time over that of PapaParse alone on the same text, decoded beforehand. Both in turn, medians.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { openLoadPage } from './load-page/open.mjs';
import { servePage } from './serve-page.mjs';

const REPETITIONS = 7;
const BOUND = 2;

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const seconds = (timed) => median(timed.map(({ ms }) => ms)) / 1000;

/** Memory of a fresh page before and at the peak of one reading, ours alone. */
async function peakMemory(open) {
  const page = await open();
  try {
    const before = await page.memory('VmRSS');
    await page.load('ours');
    const peak = await page.memory('VmHWM');
    return { before, peak };
  } finally {
    await page.close();
  }
}

/** One reading of each to warm up, then both in turn. */
async function timings(open) {
  const page = await open();
  const timed = { ours: [], peer: [] };
  try {
    for (let i = 0; i <= REPETITIONS; i++)
      for (const reader of ['ours', 'peer']) {
        const one = await page.load(reader);
        if (i > 0) timed[reader].push(one);
      }
    return timed;
  } finally {
    await page.close();
  }
}

export async function run({ shared, browser, launchArgs }) {
  const folder = mkdtempSync(join(tmpdir(), 'benchside-load-'));
  const server = await servePage('load-page');
  try {
    const file = join(folder, 'diabetes130.csv');
    const zip = readFileSync(join(shared, 'data/tables/diabetes130.zip'));
    writeFileSync(file, unzipSync(zip)['diabetes130.csv']);
    const open = () => openLoadPage({ server, browser, launchArgs, file });
    const memory = await peakMemory(open);
    const { ours, peer } = await timings(open);
    const [{ rows, columns }] = ours;
    if (rows !== peer[0].rows || columns !== peer[0].columns)
      throw new Error(`ours read ${rows} × ${columns}, PapaParse ${peer[0].rows} × ${peer[0].columns}`);
    return {
      ratio: seconds(ours) / seconds(peer),
      bound: BOUND,
      ours: seconds(ours),
      peer: seconds(peer),
      unit: 'seconds, read, typed and profiled; the peer parses decoded text only',
      repetitions: REPETITIONS,
      peakHeapMB: memory.peak,
      heapBeforeMB: memory.before,
      peakHeapOf: "the page's process (VmHWM): code, worker and buffers",
      rows,
      columns,
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
