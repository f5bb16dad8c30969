import Papa from 'papaparse';
import { readTable } from '../../src/data/read';
import type { Ctx } from '../../src/study/context';
import { rng } from '../../src/study/random';

/** What one reading took, and the shape that it found. */
export interface Timed {
  ms: number;
  rows: number;
  columns: number;
}
export type Reader = 'ours' | 'peer';

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
    self.postMessage({ ok: await (data.reader === 'ours' ? ours : peer)(data.file) });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
