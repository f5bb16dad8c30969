import type { JoinReport } from '../data/join/join-tables';
import type { ColumnProfile, ReadResult } from '../data/profile-types';
import type { SourcesReview } from '../data/sites/review-sources';
import type { HorizonCounts } from '../data/survival';
import type { Drift } from '../evaluate/drift';
import type { Grouping, TableOne, TableOneOptions } from '../evaluate/table-one/types';
import type { AboutModel } from '../export/embedded-model';
import type { Finding } from '../guard/finding';
import type { Misreading } from '../guard/misread';
import type { QualityFinding } from '../guard/quality/finding';
import type { SplitSummary } from '../split/parts';
import type { Progress } from '../study/context';
import type { ErrorRecord } from '../study/errors';
import type { Evaluation, JournalEvent, StepComparison } from '../study/events';
import type { ColumnPlan, JoinPlan, SourcePlan, StepPlan, Study, Task } from '../study/schema';
import type { BackendReport } from '../train/trainer';
import type { CasesApi } from './cases/api';
import type { ClusterApi } from './cluster/api';
import type { ControlApi } from './control/api';
import type { EvaluationApi } from './evaluation/api';
import type { ExplainApi } from './explaining/api';
import type { ExternalApi } from './external/api';
import type { ImageApi } from './images/api';
import type { ProbeApi } from './probes/api';
import type { ProposeOptions } from './propose-options';
import type { RatesApi } from './rates/api';
import type { ReportApi } from './report/api';
import type { SampleKind } from './sample-file';
import type { StartApi, Template } from './starting/api';
import type { OutputApi, UseApi } from './using/api';

/** Before and after of one step on development rows of the first training fold. */
export interface StepPreview {
  /** Columns the step concerns, in the order of the table. */
  columns: ColumnPreview[];
  /** How many columns go in and come out of this step. */
  columnsIn: number;
  columnsOut: number;
  /** Where the step takes other rows: rows of each class among those looked at; empty where the outcome is a number. */
  outcome?: { label: string; before: number; after: number }[];
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
  | {
      kind: 'num';
      /** The numbers are days since 1970-01-01. */
      dates?: true;
      min: number;
      max: number;
      histogram: number[];
      missing: number;
      mean: number;
      sd: number;
    }
  | { kind: 'cat'; levels: { label: string; count: number }[]; missing: number };

/** What a column is to a network: only `num` can be read by it. `ordered`: categories that stand from low to high. */
export type FlowKind = 'num' | 'cat' | 'ordered' | 'multi' | 'date' | 'text';
export interface FlowStage {
  columns: { name: string; kind: FlowKind }[];
  /** Columns with a missing cell among the rows looked at. */
  gaps: number;
}
/** The columns at every point of the pipeline, on the rows that a preview looks at. */
export interface Flow {
  /** Before the first step and after each one; ends before the step that could not be fitted. */
  stages: FlowStage[];
  /** What each fitted step could act on, were all columns given to it, and what it does act on. */
  steps: { id: string; could: string[]; acts: string[] }[];
  /** For each step that would find work: the last place for it (as in `stages`) and how many columns there. */
  places: Record<string, { at: number; columns: number }>;
  /** Columns at the end for models that are no networks, where some steps are for networks alone. */
  plain?: number;
  rows: number;
  sampled: boolean;
  error: ErrorRecord | null;
}

export interface StudySummary {
  id: string;
  name: string;
  savedAt: number;
  rows: number;
  target: string | null;
  trials: number;
}

export type { ProposeOptions } from './propose-options';
export type { ModelCard } from './using/api';

/** A mapping with everything that is known about it. */
export interface SourcesAnswer {
  sources: SourcePlan[];
  review: SourcesReview;
}

/** A second table beside the open study's, and what joining them would do. */
export interface JoinAnswer {
  /** Null where no key was found. */
  plan: JoinPlan | null;
  /** It looks like the same table of another hospital. */
  sameColumns: boolean;
  /** Columns of the first table, those of them that are dates, and columns of the second. */
  left: string[];
  dates: string[];
  right: string[];
  /** What a long table measures, the commonest first, and how often. */
  concepts: { name: string; count: number }[];
  /** Null where `error` stands against it. */
  review: { report: JoinReport; columns: string[] } | null;
  error: ErrorRecord | null;
}

/** A second table put beside the first. */
export interface Joined {
  result: ReadResult;
  plan: JoinPlan;
  report: JoinReport;
}

/** Requests of the engine worker: name -> [request, response]. */
export interface EngineApi
  extends ImageApi,
    ExternalApi,
    CasesApi,
    ControlApi,
    ProbeApi,
    ExplainApi,
    EvaluationApi,
    RatesApi,
    ReportApi,
    StartApi,
    UseApi,
    ClusterApi {
  /** `chosen`: the fastest for what the study trains; without one, for a table. */
  selfTest: [
    { force: boolean; study: Study | null },
    { reports: BackendReport[]; chosen: BackendReport['backend'] },
  ];
  /**
   * A freshly read table becomes a study's data (kept in storage without identifiers and ignored columns).
   * `study` null: one is proposed. Given: its columns must be there (`use.missingColumn`).
   */
  adopt: [
    { result: ReadResult; study: Study | null; options: ProposeOptions },
    { study: Study; profile: ColumnProfile[] },
  ];
  /**
   * Tables of several hospitals, kept in the worker until one is made of them; `known`: an earlier study's
   * mappings, repeated where a table is of the same hospital.
   */
  proposeSources: [{ results: ReadResult[]; files: string[]; known: SourcePlan[] }, SourcesAnswer];
  /** A mapping changed by hand. Throws `sites.filesAgain` where its tables are not here. */
  reviewSources: [
    /** `propose`: a column just put in its place by hand, whose unit and levels are to be found. */
    { sources: SourcePlan[]; propose?: { at: number; to: string } },
    SourcesAnswer,
  ];
  /** One table of them becomes a new study's data; `study`: one whose decisions are kept. Throws the `sites.*` errors. */
  adoptSources: [
    { sources: SourcePlan[]; study: Study | null; options: ProposeOptions },
    { study: Study; profile: ColumnProfile[] },
  ];
  /** All files of the open study of several hospitals again. Throws `data.hashDiffers`. */
  attachSources: [
    { study: Study; results: ReadResult[]; files: string[] },
    { study: Study; profile: ColumnProfile[] },
  ];
  /** A second table beside the first; `plan` null: as proposed. The answer is adopted like a table just read. */
  join: [{ left: ReadResult; right: ReadResult; plan: JoinPlan | null }, Joined];
  /** A second table for the open study. Throws `join.firstAgain` where its own is not here, and the `join.*` errors. */
  proposeJoin: [{ study: Study; right: ReadResult }, JoinAnswer];
  /** A plan changed by hand. Throws `join.firstAgain`. */
  reviewJoin: [{ study: Study; plan: JoinPlan; sameColumns: boolean }, JoinAnswer];
  /** The joined table becomes a new study's data, with the decisions of `study`. */
  adoptJoin: [{ study: Study; plan: JoinPlan; id: string }, { study: Study; profile: ColumnProfile[] }];
  /** The two tables are two hospitals'. `files`: their names. */
  joinAsHospitals: [{ study: Study; files: string[] }, SourcesAnswer];
  /** All files of the open joined study again. Throws `data.hashDiffers`. */
  attachJoined: [{ study: Study; results: ReadResult[] }, { study: Study; profile: ColumnProfile[] }];
  /** How the sites differ, on development rows; null without a site column. */
  drift: [{ study: Study }, Drift | null];
  /** The file of the open study again, for columns that storage does not hold. Throws `data.hashDiffers`. */
  attach: [{ study: Study; result: ReadResult }, { study: Study; profile: ColumnProfile[] }];
  /** Names for the columns of a file without a row of names. Throws what `checkNames` throws. */
  nameColumns: [{ study: Study; names: string[] }, { study: Study; profile: ColumnProfile[] }];
  /** What predicting this column would be: its kind and classes. */
  task: [{ columns: ColumnPlan[]; target: string; names?: string[] }, Task];
  proposeSteps: [{ study: Study }, StepPlan[]];
  save: [{ study: Study }, null];
  list: [null, StudySummary[]];
  /**
   * The study, its journal and its typed columns come back from storage; null where there is none. `unsaved`: the
   * document, as JSON, as the page was left with it, before it could be saved.
   */
  restore: [
    { id: string; unsaved?: string | null },
    { study: Study; events: JournalEvent[]; profile: ColumnProfile[] } | null,
  ];
  forget: [{ id: string }, null];
  /** Profile again after a type or separator was changed. */
  profile: [{ columns: ColumnPlan[]; names?: string[] }, ColumnProfile[]];
  split: [{ study: Study }, SplitSummary];
  preview: [{ study: Study; stepId: string }, StepPreview];
  flow: [{ study: Study }, Flow];
  /** A quick model with and without one step; journalled. Can be cancelled. */
  compareStep: [{ study: Study; stepId: string }, StepComparison];
  /** Inputs that a network would misread, as the steps are now. */
  misread: [{ study: Study }, Misreading[]];
  check: [{ study: Study }, Finding[]];
  /** What a reviewer would ask about the table, each with the change of the study that answers it. */
  quality: [{ study: Study }, QualityFinding[]];
  /** What a horizon would make of an outcome of time to event. Throws `use.missingColumn`. */
  horizon: [{ study: Study; time: string; horizon: number }, HorizonCounts];
  /** Baseline characteristics. Throws `tableOne.groups`. */
  tableOne: [{ study: Study; by: Grouping; options: TableOneOptions }, TableOne];
  /**
   * Saves the study, and answers when the search has ended; trials arrive as journal events. `resume` goes on with the
   * newest one, whatever ended it; `warm` starts a new one from the trials so far, throws `search.notWarm`.
   */
  search: [{ study: Study; resume: boolean; warm?: boolean }, null];
  pause: [null, null];
  resume: [null, null];
  /** Ends the search after at most one training step; finished trials are kept. `cancel` too, and drops the running one's curve. */
  stop: [{ cancel: boolean }, null];
  evaluate: [{ study: Study }, Evaluation];
  /**
   * The bundle.zip of the winner. `report`: as the page made it. Throws `bundle.rows` where a step holds rows of
   * patients, unless `rowsMayLeave`.
   */
  bundle: [{ study: Study; report?: string; rowsMayLeave?: true }, Uint8Array];
  /**
   * One HTML file that predicts with the winner: `template` is the build's `predictor-page.html`. Throws `bundle.rows`
   * as `bundle` does.
   */
  predictorPage: [{ study: Study; template: string; about: AboutModel; rowsMayLeave?: true }, string];
  /** The open study, and its journal line by line, as they may leave: without a level of few patients. */
  studyFile: [{ study: Study }, Study];
  journalFile: [{ study: Study }, string];
  /** CSV of the locked test set's predictions: row, observed, predicted. Only after evaluation. */
  testPredictions: [{ study: Study }, string];
  journal: [{ id: string }, JournalEvent[]];
}

/** Requests of the reader worker, which alone touches untrusted files; ended by force at its time limit. */
export interface ReaderApi extends OutputApi {
  read: [{ file: Blob; extension: string }, ReadResult];
  /** A study file. Throws `study.notOne`, `study.version`, `study.invalid`, `data.tooLarge`. */
  study: [{ file: Blob }, Template];
  sample: [{ kind: SampleKind }, ReadResult];
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
