import type { ClusterPlan } from '../../engine/cluster/api';
import type { ModelCard } from '../../engine/protocol';
import type { StartAnswer, Template } from '../../engine/starting/api';
import type { NewPredictions } from '../../engine/using/api';
import type { OutputWords } from '../../export/output-csv';
import type { SourcePlan } from '../../study/schema';
import type { Language } from '../i18n';
import type { Answer } from './answer';

// What becomes of a finished model, here and elsewhere; the state's other parts are in types.ts.

/** What leaves the machine. */
export interface TakeHomeSlice {
  /** With the report in this language, where there is one. `rowsMayLeave`: a person was asked and said so. */
  downloadBundle(language: Language, rowsMayLeave: boolean): Promise<void>;
  /** One HTML file that predicts with the winner. */
  downloadPage(language: Language, rowsMayLeave: boolean): Promise<void>;
  downloadTestPredictions(): Promise<void>;
  downloadStudy(): Promise<void>;
}

/** The search on other machines. */
export interface ClusterSlice {
  /** What the project for a cluster would hold, or what stands against it. */
  clusterPlan: Answer<ClusterPlan>;
  askClusterPlan(): Promise<void>;
  /** `rowsMayLeave`: a person was asked and said so. */
  downloadClusterProject(rowsMayLeave: boolean): Promise<void>;
  /** Trials of results.jsonl, into the study they are of; on to the leaderboard. */
  openResults(file: File): Promise<void>;
}

export interface UseSlice {
  model: ModelCard | null;
  /** For the table that was given last. */
  predictions: NewPredictions | null;
  /** The file they were made of, which they go back into, with its columns. */
  predictedFrom: { file: File; columns: string[] } | null;
  /** A patient table that lacks joined columns, until its further tables are there. */
  waiting: { file: File; site?: string; further: File[] } | null;
  /** The bundle that it came in; null where it is a winner that was never in a file. */
  bundleFile: File | null;
  openModel(file: File): Promise<void>;
  /** After the engine's end: the model's zip once more; the winner of a study is to be asked for again. */
  reopenModel(): Promise<void>;
  /** The winner of the open study, without a detour over a file. */
  useWinner(): Promise<void>;
  /** Null where it failed or was cancelled. */
  predictRow(row: Record<string, string>): Promise<NewPredictions | null>;
  /** The inputs' cells of a row of the table. */
  predictedRow(row: number): Promise<Record<string, string> | null>;
  /** `site`: the hospital it comes from, where that has to be said. */
  predictFile(file: File, site?: string): Promise<void>;
  /** The next further table of the one that waits. */
  predictFurther(file: File): Promise<void>;
  forgetWaiting(): void;
  /** With these columns of the file before them; null: all. */
  downloadPredictions(columns: string[] | null, words: OutputWords): Promise<void>;
}

/** A bundle or a study file that was given, and what is to become of it. */
export interface ImportSlice {
  /** `bundle`: null where a study file was given. */
  given: { bundle: { file: File; card: ModelCard } | null; template: Template } | null;
  /** A table beside the study that waits for data. */
  start: StartAnswer | null;
  /** False where it is neither a bundle nor a study file, by its name or by what is in it. */
  openGiven(file: File): Promise<boolean>;
  /** On to predicting with the bundle's model. */
  predictGiven(): Promise<void>;
  /** On to its external validation. */
  validateGiven(): Promise<void>;
  /** The bundle of the loaded model as the start of a new study. */
  startFromModel(): void;
  /** `site`: what the table's hospital is called where a mapping has to name it. */
  dropStart(file: File, site: string): Promise<void>;
  editStart(
    change: (sources: SourcePlan[]) => SourcePlan[],
    propose?: { at: number; to: string },
  ): Promise<void>;
  adoptStart(): Promise<void>;
  /** The waiting study's decisions for the pictures that have just become a study. */
  takeDecisions(): void;
  /** Another table for the same study. */
  anotherStart(): void;
  closeGiven(): void;
}
