import type { ColumnProfile, ReadResult } from '../../data/profile-types';
import type { SourcesReview } from '../../data/sites/review-sources';
import type { Development } from '../../evaluate/development';
import type { InputColumn } from '../../export/predictor';
import type { ErrorRecord } from '../../study/errors';
import type { Role, SourcePlan, Study } from '../../study/schema';
import type { ModelCard } from '../using/api';

/** A study that waits for data: its decisions, and what is known of the columns that it was made with. */
export interface Template {
  study: Study;
  /** Levels and ranges, where a model says them; a study file alone knows names and types. */
  known: { inputs: InputColumn[]; development?: Development } | null;
}

/** A decision that the new data cannot bear, and that the usual one takes the place of. */
export type Replaced = 'testRows' | 'testColumn' | 'testSites' | 'validationRows' | 'validationSites';

/** How a table becomes the data of a study that waits for some, with everything that is known about it. */
export interface StartAnswer {
  /** Two: the study as if it were a hospital, and the table. */
  sources: SourcePlan[];
  /** Of the columns that the study wants: the outcome first. */
  review: SourcesReview;
  rows: number;
  /** Columns that the study wants and the table has not. */
  missing: { name: string; role: Role }[];
  /** Columns of the table that the study knows nothing of: they are ignored. */
  extra: string[];
  /** Columns with cells that are no value of the study's type, and in how many rows. */
  unread: { name: string; rows: number }[];
  replaced: Replaced[];
  /** Steps that act on missing columns alone. */
  stepsLost: string[];
  /** The study joins further tables, which this one has not. */
  joins: number;
  /** What stands against starting; the first thing to mend. */
  problems: ErrorRecord[];
}

/** Requests about starting a study from another one's decisions, part of the engine worker's. */
export interface StartApi {
  /** What a bundle holds, without opening its model. Throws the `bundle.*` errors. */
  lookIntoBundle: [{ zip: Uint8Array }, { card: ModelCard; template: Template }];
  /** A table just read; it stays in the worker until another is given. `site`: what its hospital is called. */
  startPropose: [{ result: ReadResult; template: Template; site: string }, StartAnswer];
  /** A mapping changed by hand. Throws `sites.filesAgain`. */
  startReview: [{ sources: SourcePlan[]; propose?: { at: number; to: string } }, StartAnswer];
  /** The table becomes the data of a new study with these decisions. Throws the first of the problems. */
  startAdopt: [{ sources: SourcePlan[]; id: string }, { study: Study; profile: ColumnProfile[] }];
}
