import type { Table } from '../data/dataset';
import type { ColumnProfile, ReadResult } from '../data/profile-types';
import type { InputColumn, Predictions } from '../export/predictor';
import type { Finding } from '../guard/finding';
import type { SplitSummary } from '../split/parts';
import type { Progress } from '../study/context';
import type { ErrorRecord } from '../study/errors';
import type { Evaluation, Importance, JournalEvent } from '../study/events';
import type { BackendName, ColumnPlan, Metric, StepPlan, Study, Task } from '../study/schema';
import type { BackendReport } from '../train/trainer';

/** Before and after of one step on development rows of the first training fold. */
export interface StepPreview {
  /** Columns the step concerns, in the order of the table. */
  columns: ColumnPreview[];
  /** How many columns go in and come out of this step. */
  columnsIn: number;
  columnsOut: number;
  /** Rows looked at; when fewer than the training part, it was a sample. */
  rows: number;
  sampled: boolean;
  /** Set where the step could not be fitted: the cards before it still show. */
  error: ErrorRecord | null;
}
export interface ColumnPreview {
  name: string;
  before: Distribution;
  /** Several where the step expands; new names such as `sex=F`. */
  after: (Distribution & { name: string })[];
  /** A few real rows, display-ready: before[i] became after[i][j], j in the order of `after`. null is a missing cell. */
  samples: { before: (string | null)[]; after: (string | null)[][] };
}
export type Distribution =
  | { kind: 'num'; min: number; max: number; histogram: number[]; missing: number; mean: number; sd: number }
  | { kind: 'cat'; levels: { label: string; count: number }[]; missing: number };

export interface StudySummary {
  id: string;
  name: string;
  savedAt: number;
  rows: number;
  target: string | null;
  trials: number;
}

/** The finished model as the Use screen sees it. */
export interface ModelCard {
  task: Task;
  inputs: InputColumn[];
  threshold: number | null;
  studyName: string;
  members: number;
  test: { metric: string; estimate: number; low: number | null; high: number | null } | null;
}

/** What may be said beside the file when a study is proposed; the rest is recommended settings. */
export interface ProposeOptions {
  id: string;
  name?: string;
  kind: 'file' | 'wdbc' | 'synthetic';
  target?: string;
  patient?: string;
  site?: string;
  time?: string;
  seed?: number;
  strategy?: string;
  trials?: number;
  minutes?: number;
  families?: string[];
  metric?: Metric;
  backend?: BackendName | 'auto';
  /** Row numbers, 0-based, of the locked test set. */
  testRows?: number[];
}

/** Requests of the engine worker: name -> [request, response]. */
export interface EngineApi {
  selfTest: [{ force: boolean }, { reports: BackendReport[]; chosen: BackendReport['backend'] }];
  /**
   * A freshly read table becomes a study's data (kept in storage without identifiers and ignored columns).
   * `study` null: one is proposed. Given: its columns must be there (`use.missingColumn`).
   */
  adopt: [
    { result: ReadResult; study: Study | null; options: ProposeOptions },
    { study: Study; profile: ColumnProfile[] },
  ];
  /** The file of the open study again, for columns that storage does not hold. Throws `data.hashDiffers`. */
  attach: [{ study: Study; result: ReadResult }, { study: Study; profile: ColumnProfile[] }];
  /** What predicting this column would be: its kind and classes. */
  task: [{ columns: ColumnPlan[]; target: string }, Task];
  proposeSteps: [{ study: Study }, StepPlan[]];
  save: [{ study: Study }, null];
  list: [null, StudySummary[]];
  /** The study, its journal and its typed columns come back from storage; null where there is none. */
  restore: [{ id: string }, { study: Study; events: JournalEvent[]; profile: ColumnProfile[] } | null];
  forget: [{ id: string }, null];
  /** Profile again after a type or separator was changed. */
  profile: [{ columns: ColumnPlan[] }, ColumnProfile[]];
  split: [{ study: Study }, SplitSummary];
  preview: [{ study: Study; stepId: string }, StepPreview];
  check: [{ study: Study }, Finding[]];
  /** Answers when the search has ended; trials arrive as journal events. `resume` goes on with an interrupted one. */
  search: [{ study: Study; resume: boolean }, null];
  pause: [null, null];
  resume: [null, null];
  /** Ends the search after at most one training step; finished trials are kept. `cancel` too, and drops the running one's curve. */
  stop: [{ cancel: boolean }, null];
  evaluate: [{ study: Study }, Evaluation];
  explain: [{ study: Study }, Importance[]];
  /** The bundle.zip of the winner. */
  bundle: [{ study: Study }, Uint8Array];
  /** CSV of the locked test set's predictions: row, observed, predicted. Only after evaluation. */
  testPredictions: [{ study: Study }, string];
  journal: [{ id: string }, JournalEvent[]];
  /** The winner of the open study becomes the loaded model. */
  useWinner: [null, ModelCard];
  openModel: [{ zip: Uint8Array }, ModelCard];
  /** Cells as typed into the form; empty is missing. */
  predictRows: [{ rows: Record<string, string>[] }, Predictions];
  predictTable: [{ table: Table }, Predictions];
  /** CSV of the newest predictions of the loaded model. */
  predictionsFile: [null, string];
}

/** Requests of the reader worker, which alone touches untrusted files; ended by force at its time limit. */
export interface ReaderApi {
  read: [{ file: Blob; extension: string }, ReadResult];
  sample: [{ kind: 'wdbc' | 'synthetic'; seed: number }, ReadResult];
}

export type WorkerEvent =
  | { progress: Progress }
  /** A line of the journal of `study`, which may have been left meanwhile. */
  | { journal: JournalEvent; study: string }
  | { storage: ErrorRecord };

export type ToWorker = { id: number; call: string; body: unknown } | { id: number; cancel: true };
export type FromWorker =
  | { id: number; ok: unknown }
  | { id: number; error: ErrorRecord }
  | { id: number; event: WorkerEvent };
