// diabetes130.csv (101,766 encounters, 50 columns) read, profiled, split, and the proposed pipeline fitted on its
// development rows and applied to them, in a worker of a real browser: its time over that of PapaParse alone on the
// same text, decoded beforehand. Both in turn, medians.
import { diabetesFile } from './load-page/diabetes.mjs';
import { peakMemory, seconds, timings } from './load-page/measure.mjs';
import { openLoadPage } from './load-page/open.mjs';
import { servePage } from './pages/serve-page.mjs';

const REPETITIONS = 5;
const BOUND = 5;
const BOUND_MB = 1024;

export async function run({ shared, browser, launchArgs }) {
  const server = await servePage('load-page');
  const { file, remove } = diabetesFile(shared);
  try {
    const open = () => openLoadPage({ server, browser, launchArgs, file });
    const memory = await peakMemory(open, 'pipeline');
    const { pipeline, peer } = await timings(open, ['pipeline', 'peer'], REPETITIONS);
    const { rows, columns, inputs, parts } = pipeline.at(-1);
    if (rows !== peer[0].rows || columns !== peer[0].columns)
      throw new Error(`ours read ${rows} × ${columns}, PapaParse ${peer[0].rows} × ${peer[0].columns}`);
    return {
      ratio: seconds(pipeline) / seconds(peer),
      bound: BOUND,
      ours: seconds(pipeline),
      peer: seconds(peer),
      unit: 'seconds, read, profiled, split, proposed pipeline fitted and applied; the peer parses decoded text only',
      repetitions: REPETITIONS,
      peakHeapMB: memory.peak,
      boundPeakHeapMB: BOUND_MB,
      heapBeforeMB: memory.before,
      peakHeapOf: "the page's process (VmHWM): code, worker and buffers",
      rows,
      columns,
      inputs,
      partsMs: parts,
    };
  } finally {
    await server.close();
    remove();
  }
}
