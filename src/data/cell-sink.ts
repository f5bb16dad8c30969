import { ColumnBuilder } from './column-builder';
import type { ReadColumn } from './dataset';

/** Takes the cells of one column while a file is read, as UTF-8 bytes trimmed of blanks. */
interface CellSink {
  push(bytes: Uint8Array, start: number, end: number): void;
  finish(): Omit<ReadColumn, 'name'>;
}

/** `decimalComma`: whether 12,5 may be twelve and a half, as in tables parted by semicolons or tabs. */
export type MakeSink = (decimalComma: boolean) => CellSink;

/** Cells become numbers, levels and gaps: how every table is read that a model is to learn from. */
export const typedCells: MakeSink = (decimalComma) => new ColumnBuilder(decimalComma);
