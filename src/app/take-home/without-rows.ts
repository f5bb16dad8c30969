import { familiesHoldingRows } from '../../models/holds-rows';
import { families } from '../../models/index';
import type { Trial } from '../../study/events';
import type { Study } from '../../study/schema';
import { winningModel } from '../../study/winning-model';
import { trialsTaken } from '../evaluate/result-state';
import type { AppState } from '../store/types';

type Journal = AppState['journal'];

/** The families of what is taken home whose models are rows of patients. */
export const modelsHoldingRows = (journal: Journal, study: Study | null): string[] =>
  familiesHoldingRows(trialsTaken(journal, study).map(({ config }) => config.family));

/** All families that are left out where no row may leave. */
export const leftOutWithoutRows = (): string[] => familiesHoldingRows(families.map(({ name }) => name));

/** The best trial of what is chosen where none of them is; null where nothing else was tried. */
export const bestWithoutRows = (journal: Journal, study: Study | null): Trial | null =>
  winningModel(journal, { ...study?.evaluation, leftOut: leftOutWithoutRows() })?.trial ?? null;
