// A synthetic table of 1,000,000 rows × 30 columns (numbers with gaps, categories of 2 to 200 levels) read, profiled,
// split, and the proposed pipeline fitted on its development rows and applied to them, in a worker of a real browser:
// seconds and peak memory. There is no peer: the question is whether it goes through.
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { peakMemory } from './load-page/measure.mjs';
import { openLoadPage } from './load-page/open.mjs';
import { servePage } from './pages/serve-page.mjs';

const ROWS = 1_000_000;
const NUMBERS = 18;
const LEVELS = [2, 2, 3, 4, 5, 6, 8, 10, 20, 50, 200];

/** Numbers that look random and are the same every time (mulberry32 by Tommy Ettinger, public domain). */
function generator(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function write(path) {
  const random = generator(1);
  const file = openSync(path, 'w');
  const names = [
    ...Array.from({ length: NUMBERS }, (_, i) => `lab${i + 1}`),
    ...LEVELS.map((_, i) => `category${i + 1}`),
  ];
  writeSync(file, `${[...names, 'readmitted'].join(',')}\n`);
  let lines = '';
  for (let row = 0; row < ROWS; row++) {
    for (let i = 0; i < NUMBERS; i++)
      lines += random() < 0.05 ? ',' : `${Math.round((random() + random()) * 10_000) / 100},`;
    for (const levels of LEVELS) lines += `level ${Math.floor(random() * levels)},`;
    lines += random() < 0.2 ? 'yes\n' : 'no\n';
    if (row % 5000 === 4999) {
      writeSync(file, lines);
      lines = '';
    }
  }
  closeSync(file);
}

export async function run({ browser, launchArgs }) {
  const folder = mkdtempSync(join(tmpdir(), 'benchside-million-'));
  const server = await servePage('load-page');
  try {
    const file = join(folder, 'million.csv');
    write(file);
    const { before, peak, found } = await peakMemory(
      () => openLoadPage({ server, browser, launchArgs, file }),
      'pipeline',
    );
    return {
      ours: found.ms / 1000,
      unit: 'seconds, read, profiled, split, proposed pipeline fitted and applied',
      peakHeapMB: peak,
      heapBeforeMB: before,
      peakHeapOf: "the page's process (VmHWM): code, worker and buffers",
      rows: found.rows,
      columns: found.columns,
      inputs: found.inputs,
      partsMs: found.parts,
    };
  } finally {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
