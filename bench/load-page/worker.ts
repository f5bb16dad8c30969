import Papa from 'papaparse';
import { readTable } from '../../src/data/read';
import { ready, takeDev } from '../../src/engine/prepare';
import { proposeStudy } from '../../src/engine/propose-study';
import { applyPipeline, fitPipeline } from '../../src/prep/pipeline';
import { planFor } from '../../src/prep/plan-for';
import type { Ctx } from '../../src/study/context';
import { rng } from '../../src/study/random';

/** What one reading took, and the shape that it found. */
export interface Timed {
  ms: number;
  rows: number;
  columns: number;
  /** pipeline: columns that reach the model, and milliseconds of each part of the work. */
  inputs?: number;
  parts?: Record<string, number>;
}
export type Reader = 'ours' | 'peer' | 'pipeline';

/** The outcome, by the name that both of the tables here have for it. */
const TARGET = 'readmitted';
const READERS = { ours, peer, pipeline };

const ctx = (): Ctx => ({
  rng: rng('bench'),
  signal: new AbortController().signal,
  clock: performance,
  report: () => {},
});

/** Read, typed and profiled, hash and encoding included, as after a drop. */
async function ours(file: File): Promise<Timed> {
  const start = performance.now();
  const { table } = await readTable(file, 'csv', ctx());
  return { ms: performance.now() - start, rows: table.n, columns: table.columns.length };
}

/** The same, and then the proposed pipeline, fitted on the development rows and applied to them. */
async function pipeline(file: File): Promise<Timed> {
  const parts: Record<string, number> = {};
  const start = performance.now();
  let last = start;
  const lap = (part: string) => {
    parts[part] = performance.now() - last;
    last = performance.now();
  };
  const result = await readTable(file, 'csv', ctx());
  lap('read');
  const study = proposeStudy(result, { id: 'bench', kind: 'file', target: TARGET });
  lap('propose');
  const made = ready(result.table, study);
  lap('split');
  const { dev } = made.parts;
  const target = { ...made.target, y: Float64Array.from(dev, (row) => made.target.y[row]) };
  const rows = takeDev(made, dev);
  lap('take');
  // As the first model of a study reads its rows: those of networks are made when the first of them is tried.
  const { fitted } = fitPipeline(planFor(study.steps), rows, target, ctx());
  lap('fit');
  const { cols } = applyPipeline(fitted, rows);
  lap('apply');
  return {
    ms: performance.now() - start,
    rows: result.table.n,
    columns: result.table.columns.length,
    inputs: cols.size,
    parts,
  };
}

/** PapaParse alone: the text is decoded before the clock starts. */
async function peer(file: File): Promise<Timed> {
  const text = await file.text();
  const start = performance.now();
  const { data } = Papa.parse<string[]>(text);
  const ms = performance.now() - start;
  // The header is no row, nor is what stands behind the last line end.
  const rows = data.filter((row) => row.length > 1).length - 1;
  return { ms, rows, columns: data[0].length };
}

self.onmessage = async ({ data }: MessageEvent<{ reader: Reader; file: File }>) => {
  try {
    self.postMessage({ ok: await READERS[data.reader](data.file) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
