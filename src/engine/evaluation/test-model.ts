import { calibrated } from '../../evaluate/recalibration/calibration';
import type { Predictor } from '../../export/predictor';
import type { Evaluation } from '../../study/events';
import type { Trainer } from '../../train/trainer';
import { predictorOf, predictTest, testRows, type Winner } from '../finish';
import type { Finishing } from '../members';
import { baselineFor } from './baseline';
import type { Tested } from './tested';

/** The test rows of a winner's study that its final model looks at, predicted by it and by the regression beside it. */
export async function testModel(
  winner: Winner,
  trainer: Trainer,
  run: Finishing,
  evaluation: Evaluation | null = null,
): Promise<{ predictor: Predictor; tested: Tested }> {
  const { ready, study } = winner;
  const predictor = await predictorOf(winner, trainer, evaluation, run);
  const { calibration, ...before } = predictor;
  const { p: raw, threshold } = await predictTest(winner, before, trainer, run.maker ?? null);
  const rows = testRows(ready, predictor);
  const tested: Tested = {
    rows,
    fold: new Int32Array(rows.length),
    repeat: new Int32Array(rows.length),
    p: calibrated(calibration ?? null, raw, ready.target.classes.length),
    raw,
    threshold,
    thresholds: threshold === null ? null : new Float64Array(rows.length).fill(threshold),
    baseline: await baselineFor(ready, study, rows, run),
  };
  return { predictor, tested };
}
