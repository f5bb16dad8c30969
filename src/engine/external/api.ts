import type { Table } from '../../data/dataset';
import type { ReadResult } from '../../data/profile-types';
import type { SourcesReview } from '../../data/sites/review-sources';
import type { UpdateKind } from '../../evaluate/update';
import type { ErrorRecord } from '../../study/errors';
import type { External } from '../../study/results/external';
import type { SourcePlan, Task } from '../../study/schema';
import type { ImagesRead } from '../images/api';

/** The model that is validated: the winner of the open study, or the one loaded on the Use screen. */
export type FrozenModel = 'winner' | 'loaded';

/** How another hospital's file becomes the model's inputs, with everything that is known about it. */
export interface ExternalAnswer {
  model: FrozenModel;
  studyName: string;
  task: Task;
  /** Two: the model as if it were a hospital, and the file. */
  sources: SourcePlan[];
  /** Of the model's columns alone: the outcome first, its follow-up time, then the inputs. */
  review: SourcesReview;
  rows: number;
  /** Columns of the file that are no input: one of them may hold the patients. */
  patients: string[];
  /** The one that looks like it. */
  patient: string | null;
  /** Inputs that the file has not: whether the model can do without them, each taken as missing. */
  absent: { name: string; can: boolean }[];
  /** What stands against validating; the first thing to mend. */
  problems: ErrorRecord[];
  /** Of a model of pictures: what was read of them. */
  pictures?: ImagesRead;
}

/** Requests about a frozen model on another hospital's rows, part of the engine worker's. */
export interface ExternalApi {
  /**
   * A file just read; it stays in the worker until another is given. `name`: what the person calls it. Throws
   * `external.ownData`, `external.pictures`, `evaluate.noModel`.
   */
  externalPropose: [{ result: ReadResult; model: FrozenModel; name: string }, ExternalAnswer];
  /**
   * The pictures read last, one a row, and the table that lies beside them. They stay until others are given or
   * `externalForget`. Throws `external.ownData`, `external.noLabels`, `evaluate.noModel`, `images.*`, `image.table*`.
   */
  externalPictures: [{ table: Table | null; model: FrozenModel; name: string }, ExternalAnswer];
  /** The other hospital's file and pictures go. */
  externalForget: [null, null];
  /** A mapping changed by hand. Throws `external.fileAgain`. */
  externalReview: [{ sources: SourcePlan[]; propose?: { at: number; to: string } }, ExternalAnswer];
  /** All numbers of the frozen model on the rows; journalled for the winner. Throws `external.*`, `evaluate.oneClass`. */
  externalValidate: [{ sources: SourcePlan[]; name: string; patient: string | null }, External];
  /** The rows validated last, with the model's intercept (and slope) fitted to them. Throws `external.noUpdate`. */
  externalUpdate: [{ kind: UpdateKind }, External];
}
