import type { Table } from '../../data/dataset';
import type { ColumnProfile } from '../../data/profile-types';
import type { CaseExplanation } from '../../engine/explaining/api';
import type { ExternalAnswer, FrozenModel } from '../../engine/external/api';
import type { Drawn, ImagesRead, SkippedFile } from '../../engine/images/api';
import type { PathFile } from '../../engine/images/read-images';
import type { ProbeQuestion } from '../../engine/probes/api';
import type { JoinAnswer, SourcesAnswer, StepPreview, StudySummary } from '../../engine/protocol';
import type { RateAnswer } from '../../engine/rates/api';
import type { Drift } from '../../evaluate/drift';
import type { Recalibrations } from '../../evaluate/recalibration/before-after';
import type { Grouping, TableOne, TableOneOptions } from '../../evaluate/table-one/types';
import type { UpdateKind } from '../../evaluate/update';
import type { OutputWords } from '../../export/output-csv';
import type { Predictions } from '../../export/predictor';
import type { Finding } from '../../guard/finding';
import type { Misreading } from '../../guard/misread';
import type { SplitSummary } from '../../split/parts';
import type { Progress } from '../../study/context';
import type { ErrorRecord } from '../../study/errors';
import type { StepComparison } from '../../study/events';
import type { JournalState } from '../../study/journal-state';
import type { Association } from '../../study/results/association';
import type { External } from '../../study/results/external';
import type { Budget, ColumnPlan, ImagesPlan, JoinPlan, SourcePlan, Study } from '../../study/schema';
import type { Config } from '../../study/space';
import type { BackendReport } from '../../train/trainer';
import type { Language } from '../i18n';
import type { Answer } from './answer';
import type { ClusterSlice, ImportSlice, TakeHomeSlice, UseSlice } from './model-types';

export const STAGES = ['data', 'split', 'prepare', 'train', 'evaluate', 'explain', 'takeHome'] as const;
export type Stage = (typeof STAGES)[number];
/** `home` is the first visit; `use` stands apart from the study's stages. */
export type Screen =
  | Stage
  | 'home'
  | 'hospitals'
  | 'pictures'
  | 'tableOne'
  | 'external'
  | 'report'
  | 'import'
  | 'use';
export type StageState = 'empty' | 'ready' | 'running' | 'done' | 'stale';

/** A piece of work the page waits for. */
export interface Busy {
  kind:
    | 'reading'
    | 'readingPictures'
    | 'opening'
    | 'evaluating'
    | 'explaining'
    | 'exporting'
    | 'predicting'
    | 'testingBackends'
    | 'preparing';
  progress: Progress | null;
  /** Milliseconds (performance.now) when it began: for the rate and the time left. */
  since: number;
  cancel(): void;
}

export interface NavigationSlice {
  screen: Screen;
  go(screen: Screen): void;
  /** The last error to be shown, where it belongs; cleared by the next success or by hand. */
  problem: ErrorRecord | null;
  dismissProblem(): void;
  busy: Busy | null;
}

export interface StudySlice {
  study: Study | null;
  profile: ColumnProfile[];
  /** One history of the Study, for undo everywhere. */
  past: Study[];
  future: Study[];
  saved: 'saved' | 'saving' | 'failed';
  /** Every change of the study goes through here: history, storage, and what depends on it is asked again. */
  edit(change: (study: Study) => Study): void;
  /** Changes one column; a changed type or separator is profiled again, and a new target makes a new task. */
  editColumn(name: string, change: Partial<ColumnPlan>): Promise<void>;
  /** The file of the open study once more, for columns that were not kept in storage. */
  attach(file: File): Promise<void>;
  undo(): void;
  redo(): void;
  studies: StudySummary[];
  refreshStudies(): Promise<void>;
  /** The screens begin with a study just made. */
  begin(adopted: { study: Study; profile: ColumnProfile[] }): void;
  /** A table, or a model bundle (then the Use screen opens). */
  drop(file: File): Promise<void>;
  openSample(kind: 'wdbc' | 'synthetic'): Promise<void>;
  openStudy(id: string): Promise<void>;
  forgetStudy(id: string): Promise<void>;
  closeStudy(): void;
}

export interface WorkSlice {
  /** What the engine answers for the study as it is now (split, findings, open preview) is asked again, soon. */
  askAgain(): void;
  split: Answer<SplitSummary>;
  findings: Answer<Finding[]>;
  /** Asked for by the Prepare screen for the card that is open. */
  preview: Answer<StepPreview> & { stepId: string | null };
  showStep(stepId: string | null): void;
  /** Puts the proposed steps back. */
  proposeSteps(): void;
  backends: BackendReport[] | null;
  /** What the study will really train on (its own choice, or the self-test's). Null before the self-test. */
  backend: BackendReport['backend'] | null;
  testBackends(force: boolean): Promise<void>;
  journal: JournalState;
  /** Storage failed: results live in this tab only. */
  storageProblem: ErrorRecord | null;
  /** True from the click until the engine's answer, so that a button cannot be pressed twice. */
  steering: boolean;
  startSearch(): Promise<void>;
  continueSearch(): Promise<void>;
  pauseSearch(): Promise<void>;
  resumeSearch(): Promise<void>;
  stopSearch(cancel: boolean): Promise<void>;
  /** Recommended settings through every stage; stops before the locked test set. */
  doItForMe(): Promise<void>;
  openTestSet(): Promise<void>;
  explain(): Promise<void>;
}

/** What can be done with a search beside pausing and ending it. */
export interface ControlSlice {
  /** A new search goes on from the trials so far, where it can. */
  keepTrials: boolean;
  setKeepTrials(keep: boolean): void;
  /** Another budget for the newest search, which goes on where it had ended. */
  extendSearch(budget: Budget): Promise<void>;
  /** A configuration by hand for the newest search, which goes on where it had ended. */
  queueTrial(config: Config): Promise<void>;
}

export interface CompareSlice {
  /** What the step `stepId` gains; one comparison at a time. */
  comparison: Answer<StepComparison> & { stepId: string | null };
  /** Starts a comparison, in place of one under way; `comparison` fills when it is done. */
  compareStep(stepId: string): Promise<void>;
  cancelComparison(): void;
  /** What a network would misread; asked again with every edit. */
  misread: Answer<Misreading[]>;
  askMisread(): Promise<void>;
}

export interface ExplainSlice {
  askOddsRatios(missing: Association['missing']): Promise<void>;
  /** Single patients: answered, never kept. Null where it failed or was cancelled. */
  explainCase(row: number): Promise<CaseExplanation | null>;
  explainInput(row: Record<string, string>): Promise<CaseExplanation | null>;
}

export interface HospitalsSlice {
  /** The tables of several hospitals that are becoming one. */
  hospitals: SourcesAnswer | null;
  /** One file as `drop`; several tables are several hospitals. */
  dropAll(files: File[]): Promise<void>;
  /** A change of the mapping by hand; `propose` names the cell whose unit and levels are to be found. */
  editSources(
    change: (sources: SourcePlan[]) => SourcePlan[],
    propose?: { at: number; to: string },
  ): Promise<void>;
  /** One table of them, and a study on it. */
  adoptHospitals(): Promise<void>;
  closeHospitals(): void;
  /** All files of the open study once more. */
  attachAll(files: File[]): Promise<void>;
  drift: Answer<Drift>;
  askDrift(): Promise<void>;
}

/** Pictures that were read and are not a study yet. */
export interface FoundPictures {
  read: ImagesRead;
  files: PathFile[];
  /** Along which volumes were cut. */
  axis: 0 | 1 | 2;
  /** A table that names the pictures' files. */
  table: { name: string; table: Table } | null;
}

/** What a loaded model says about pictures, in their order. */
export interface PictureAnswers {
  names: string[];
  predictions: Predictions;
  /** The first of them, drawn. */
  pictures: Drawn[];
  /** Where the model looked; null where no heat map can be drawn. */
  heats: (Float32Array | null)[];
  skipped: SkippedFile[];
}

export interface ImagesSlice {
  found: FoundPictures | null;
  /** Anything that was dropped: tables, pictures, folders, zips; finds out which. */
  dropFiles(files: PathFile[]): Promise<void>;
  /** The same files with their volumes cut along another axis. */
  rereadPictures(axis: 0 | 1 | 2): Promise<void>;
  addLabelTable(file: File): Promise<void>;
  adoptPictures(plan: ImagesPlan): Promise<void>;
  closePictures(): void;
  /** The sample of pictures, at once a study. */
  openPhantoms(): Promise<void>;
  /** The open study's pictures once more, where storage has them no longer; phantoms need no file. */
  attachPictures(files: PathFile[]): Promise<void>;
  /** Row of the test picture that is to be explained. */
  lookedAt: number | null;
  /** On to the Explain screen with this picture. */
  lookAt(row: number): void;
  pictureAnswers: PictureAnswers | null;
  /** CSV of what was said of the pictures, by their files' names. */
  downloadPictures(words: OutputWords): void;
  /** Of one patient; `row`: what is known of them beside the pictures, as typed. */
  predictPictures(files: PathFile[], row: Record<string, string>): Promise<void>;
}

export interface JoinSlice {
  /** A second table beside the open study's, not yet joined; `study`: the one it was given for. */
  joining: (JoinAnswer & { study: string; pending: boolean }) | null;
  /** The study that the open one was joined from: undo leads back to it. */
  joinedFrom: { study: string; from: string } | null;
  readSecond(file: File): Promise<void>;
  editJoin(change: (plan: JoinPlan) => JoinPlan): Promise<void>;
  /** The joined table becomes a new study; the one before stays as it is. */
  adoptJoin(): Promise<void>;
  closeJoin(): void;
  /** The second table is of other patients: on to the mapping of hospitals. */
  joinAsHospitals(): Promise<void>;
  /** All files of a joined study once more, in any order. */
  attachJoined(files: File[]): Promise<void>;
}

export interface NamesSlice {
  /** Names for the columns of a file without a row of names, in its order. False where they were not taken. */
  nameColumns(names: string[]): Promise<boolean>;
  /** The names in the header of another file; null where it could not be read. */
  namesIn(file: File): Promise<string[] | null>;
}

export interface ProbesSlice {
  /** The question that is being asked, or that ended in an error. */
  probing: { question: ProbeQuestion | null; progress: Progress | null; error: ErrorRecord | null };
  /** The decisions under which each question was asked last, since the page was opened. */
  probed: Partial<Record<ProbeQuestion, string>>;
  /** Asked of the development rows of the study on screen; the answer stands in the journal. */
  probe(question: ProbeQuestion): Promise<void>;
  stopProbe(): void;
}

/** A frozen model and another hospital's file. */
export interface ExternalSlice {
  /** Which model the screen is about. */
  externalModel: FrozenModel;
  /** The file that lies beside the model, with its mapping; `name` and `patient` are the person's. */
  external: (ExternalAnswer & { name: string }) | null;
  /** Of the file that lies beside the model, where it was validated; the winner's are in the journal too. */
  externalResult: External | null;
  /** On to the screen with this model. */
  openExternal(model: FrozenModel): void;
  dropExternal(file: File, name: string): Promise<void>;
  /** Pictures of another hospital, and the table among them. */
  dropExternalPictures(files: PathFile[], name: string): Promise<void>;
  editExternal(
    change: (sources: SourcePlan[]) => SourcePlan[],
    propose?: { at: number; to: string },
  ): Promise<void>;
  nameExternal(name: string): void;
  choosePatients(column: string | null): void;
  validateExternal(): Promise<void>;
  updateExternal(kind: UpdateKind): Promise<void>;
  /** Another file. */
  closeExternal(): void;
}

export interface EvaluationSlice {
  /** What each recalibration would do on development predictions. */
  recalibrations: Answer<Recalibrations>;
  askRecalibrations(): Promise<void>;
  forgetRecalibrations(): void;
  /** Whether the choice of several models together is being made; it comes with the journal. */
  ensembling: { pending: boolean; error: ErrorRecord | null };
  askEnsemble(): Promise<void>;
  /** The column whose subgroups are computed now; the results come with the journal. */
  subgrouping: { column: string | null; error: ErrorRecord | null };
  askSubgroups(columns: string[]): Promise<void>;
}

export interface TableOneSlice {
  /** Baseline characteristics as they were last asked for. */
  tableOne: Answer<TableOne>;
  /** Null until a person chose: by outcome where there are classes. */
  tableOneBy: Grouping | null;
  tableOneOptions: TableOneOptions;
  setTableOne(change: Partial<TableOneOptions> & { by?: Grouping }): void;
  askTableOne(): Promise<void>;
}

export interface RatesSlice {
  /** The family whose learning rates are asked for, and what came of it; null where nobody asks. */
  rates: {
    family: string | null;
    progress: Progress | null;
    answer: RateAnswer | null;
    error: ErrorRecord | null;
  };
  askRates(family: string): Promise<void>;
  /** Ends the question, answered or not. */
  closeRates(): void;
}

export interface ReportSlice {
  /** The report of the evaluated model as one file, in this language; the journal says that it was taken. */
  downloadReport(language: Language): Promise<void>;
}

export type AppState = NavigationSlice &
  StudySlice &
  WorkSlice &
  ControlSlice &
  CompareSlice &
  ExplainSlice &
  HospitalsSlice &
  ImagesSlice &
  NamesSlice &
  ImportSlice &
  JoinSlice &
  TableOneSlice &
  ProbesSlice &
  ExternalSlice &
  RatesSlice &
  ReportSlice &
  ClusterSlice &
  TakeHomeSlice &
  EvaluationSlice &
  UseSlice;
