import type { Table } from '../../data/dataset';
import type { OutputWords } from '../../export/output-csv';
import type { RemarkedPredictions } from '../../export/predict-new';
import type { InputColumn } from '../../export/predictor';
import type { Study, Task } from '../../study/schema';

/** The finished model as the Use screen sees it. */
export interface ModelCard {
  task: Task;
  inputs: InputColumn[];
  /** Inputs that it cannot do without: nothing fills their gaps. */
  needed: string[];
  /** The hospitals whose files it reads as they are. */
  sites: string[];
  /** Tables that are joined to the patients' before predicting; what each needs of the two tables. */
  joins: { left: string[]; right: string[] }[];
  /** [height, width, channels] of the picture it looks at; absent where it reads columns alone. */
  picture?: readonly [number, number, number];
  /** Along which axis it wants volumes cut into pictures; without it the third. */
  axis?: 0 | 1 | 2;
  threshold: number | null;
  studyName: string;
  members: number;
  test: { metric: string; estimate: number; low: number | null; high: number | null } | null;
}

/** Predictions of a table, and of a row typed into the form. */
export interface NewPredictions extends RemarkedPredictions {
  /** Where there were further tables: how many rows had a partner in each. */
  joined?: { matched: number; unmatched: number }[];
}

/** Requests about using a finished model, part of the engine worker's. */
export interface UseApi {
  /** The winner of the open study becomes the loaded model. */
  useWinner: [{ study: Study }, ModelCard];
  openModel: [{ zip: Uint8Array }, ModelCard];
  /** Cells as typed into the form; empty is missing. */
  predictRows: [{ rows: Record<string, string>[] }, NewPredictions];
  /**
   * `site`: the hospital it comes from, where its columns alone do not tell. `further`: tables to be joined to it, in
   * the order of the model's. Throws `use.hospitalUnclear`, and `use.missingColumn` where neither holds an input.
   */
  predictTable: [{ table: Table; site?: string; further?: Table[] }, NewPredictions];
  /** The cells of a row of the table that was predicted last, as they would be typed; what cannot be read is empty. */
  predictedRow: [{ row: number }, Record<string, string>];
}

/** Requests about files of predictions, part of the reader worker's. */
export interface OutputApi {
  /**
   * The predictions of a table beside its own columns as they came (`columns`: which; null is all) as CSV. Throws
   * `use.fileChanged` where the file is not what it was.
   */
  output: [
    {
      file: Blob;
      extension: string;
      columns: string[] | null;
      predictions: NewPredictions;
      words: OutputWords;
    },
    Blob,
  ];
}
