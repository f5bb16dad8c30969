import { rng } from '../../study/random';
import type { Table } from '../dataset';
import type { ReadResult } from '../profile-types';
import { readTable, readTexts } from '../read';
import { columnFacts } from './column-facts';
import type { SourceTable } from './propose-sources';

const ctx = {
  rng: rng('test'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};

export const read = (content: string | Uint8Array<ArrayBuffer>): Promise<ReadResult> =>
  readTable(new Blob([content]), 'csv', ctx);

/** Every cell as its text. */
export const readCells = (content: string | Uint8Array<ArrayBuffer>): Promise<Table> =>
  readTexts(new Blob([content]), 'csv', ctx);

export const sourceTable = (site: string, result: ReadResult): SourceTable => ({
  site,
  sha256: result.sha256,
  rows: result.table.n,
  facts: columnFacts(result),
});

/** A table of a made-up hospital: one line a row, cells by the row's number. */
export const madeUp = (header: string, n: number, row: (i: number) => (string | number)[]): string =>
  [header, ...Array.from({ length: n }, (_, i) => row(i).join(','))].join('\n');
