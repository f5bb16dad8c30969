import type { Recalibrations } from '../../evaluate/recalibration/before-after';
import type { Subgroup } from '../../study/results/subgroup';
import type { Study } from '../../study/schema';

/** What can be asked of a finished search beside its evaluation. */
export interface EvaluationApi {
  /** Judges which trials predict better together, where the study wants to know; journalled. */
  chooseEnsemble: [{ study: Study }, null];
  /** What each recalibration would do to the winner's out-of-fold development predictions; no test row is looked at. */
  recalibrations: [{ study: Study }, Recalibrations];
  /** The tested rows by the values of a column; journalled. Throws `evaluate.noModel`, `use.missingColumn`. */
  subgroups: [{ study: Study; column: string }, Subgroup];
}
