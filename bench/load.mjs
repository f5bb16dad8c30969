// diabetes130.csv (101,766 encounters, 50 columns, 19 MB) read, typed and profiled in a worker of a real browser, as
// after a drop: its time over that of PapaParse alone on the same text, decoded beforehand. Both in turn, medians.
import { diabetesFile } from './load-page/diabetes.mjs';
import { peakMemory, seconds, timings } from './load-page/measure.mjs';
import { openLoadPage } from './load-page/open.mjs';
import { servePage } from './pages/serve-page.mjs';

const REPETITIONS = 7;
const BOUND = 2;

export async function run({ shared, browser, launchArgs }) {
  const server = await servePage('load-page');
  const { file, remove } = diabetesFile(shared);
  try {
    const open = () => openLoadPage({ server, browser, launchArgs, file });
    const memory = await peakMemory(open, 'ours');
    const { ours, peer } = await timings(open, ['ours', 'peer'], REPETITIONS);
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
    remove();
  }
}
