import type { Recalibration } from '../../study/evaluation-plan';
import type { CalibrationResult } from '../../study/results/evaluation';
import type { Subgroup } from '../../study/results/subgroup';
import type { Study } from '../../study/schema';
import { theEngine } from './engine';

/** How well probabilities fit outcomes. Slope and intercept are null where there is none, and for several classes. */
export interface Fit {
  slope: number | null;
  intercept: number | null;
  brier: number;
  logLoss: number;
  groups: CalibrationResult['groups'];
}

/** What each recalibration would do to the winner's out-of-fold development predictions. */
export interface Recalibrations {
  before: Fit;
  /** `after` is null where none could be fitted; `few`: too few rows for so free a form. */
  kinds: { kind: Exclude<Recalibration, 'none'>; after: Fit | null; few: boolean }[];
}

interface Requests {
  recalibrations: [{ study: Study }, Recalibrations];
  subgroups: [{ study: Study; column: string }, Subgroup];
}

/** The two requests that this page makes of the engine beside those of every study. */
export const askEngine = <K extends keyof Requests>(call: K, body: Requests[K][0]): Promise<Requests[K][1]> =>
  (theEngine().call as unknown as (call: K, body: Requests[K][0]) => Promise<Requests[K][1]>)(call, body);
