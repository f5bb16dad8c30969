import { type Column, type Dataset, type Target, takeRows } from '../data/dataset';
import { familyByName } from '../models';
import { familiesHoldingRows } from '../models/holds-rows';
import { steps as allSteps } from '../prep';
import { countMissing } from '../prep/columns';
import { ofTable } from '../prep/image/partition';
import { levelsPlan } from '../prep/levels-plan';
import { applyPipeline, checkParams, fitPipeline, toMatrix } from '../prep/pipeline';
import { strategyByName } from '../search';
import { prunerByName } from '../search/pruners';
import { BenchsideError } from '../study/errors';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { checkSpace } from '../study/space';
import { spaceOf } from '../study/steps-in-space';
import type { Finding } from './finding';
import { stop } from './outcome';

/** Rows that the steps are tried out on: what they leave behind does not depend on how many there are. */
const TRIAL_ROWS = 300;

const isMissing = (column: Column, row: number): boolean =>
  column.kind === 'num' || column.kind === 'date'
    ? Number.isNaN(column.v[row])
    : column.kind !== 'multi' && column.codes[row] < 0;

/** Rows spread over the table, and for each column with gaps the first row that has one. */
function telling(data: Dataset): { spread: Uint32Array; gaps: Uint32Array } {
  const step = Math.max(1, Math.ceil(data.n / TRIAL_ROWS));
  const spread = Uint32Array.from({ length: Math.ceil(data.n / step) }, (_, i) => i * step);
  const gaps = [...data.cols.values()].flatMap((column) => {
    for (let row = 0; row < data.n; row++) if (isMissing(column, row)) return [row];
    return [];
  });
  return { spread, gaps: Uint32Array.from(gaps) };
}

/** Whether all that is searched takes missing values and levels as they are. */
const takesGaps = ({ search }: Study): boolean => {
  const families = Object.keys(search.space);
  return families.length > 0 && families.every((name) => familyByName(name).reads === 'levels');
};

/** Runs the steps on a few rows, outcomes unseen: do they leave numbers only, and for networks without gaps? */
export function checkSteps(given: Study, data: Dataset, target: Target): Finding[] {
  const study = ofTable(given);
  try {
    checkParams(study.steps);
    const { spread, gaps } = telling(data);
    const unseen: Target = { ...target, y: new Float64Array(spread.length).fill(Number.NaN) };
    const asTheyAre = takesGaps(study);
    const plan = asTheyAre ? levelsPlan(study.steps) : study.steps;
    const { fitted } = fitPipeline(plan, takeRows(data, spread), unseen, {
      rng: rng(study.seed, 'guard'),
    });
    for (const rows of [spread, gaps])
      toMatrix(applyPipeline(fitted, takeRows(data, rows)), undefined, asTheyAre);
    return [];
  } catch (error) {
    if (!(error instanceof BenchsideError) || error.code !== 'prep.missingLeft') return [stop(error)];
    // Counted over the whole table, not over the few rows tried.
    const column = data.cols.get(String(error.details.name));
    const count = column ? countMissing(column) : error.details.count;
    return [stop(new BenchsideError('prep.missingLeft', { ...error.details, count }))];
  }
}

/** Whether there is anything to search, and any budget for it. */
export function checkSearch(study: Study): Finding[] {
  const { search, task } = study;
  const checks = [
    () => checkSpace(spaceOf(study)),
    () => Object.keys(search.space).forEach(familyByName),
    () => strategyByName(search.strategy),
    () => search.pruner !== undefined && prunerByName(search.pruner),
    () => {
      // A study document from elsewhere: AUROC of an amount, or RMSE of a class, would choose a winner at random.
      if (task && (task.kind === 'regression') !== (search.metric === 'rmse'))
        throw new BenchsideError('study.invalid', { path: `search.metric: ${search.metric}` });
    },
    () => {
      if (search.budget.trials < 1 || search.budget.minutes <= 0) throw new BenchsideError('budget.zero');
    },
  ];
  return checks.flatMap((check) => {
    try {
      check();
      return [];
    } catch (error) {
      return [stop(error)];
    }
  });
}

/** Choices after which predicted probabilities are no risks any more. A number as the outcome knows neither. */
export function checkCalibration({ steps, training, task }: Study): Finding[] {
  if (task?.kind === 'regression') return [];
  const warn = (key: string): Finding => ({ level: 'warn', key, params: {} });
  const resamples = allSteps.some(
    ({ name, kind }) => kind === 'resample' && steps.some((s) => s.step === name),
  );
  return [
    ...(resamples ? [warn('resampled')] : []),
    ...(training.classWeights === 'balanced' ? [warn('classWeights')] : []),
  ];
}

/** A step that keeps training rows puts them into every copy of the model, and so does a model that is such rows. */
export function checkRowsKept({ steps, search }: Study): Finding[] {
  const keeps = allSteps.some(({ name, holdsRows }) => holdsRows && steps.some((s) => s.step === name));
  const warn = (key: string): Finding => ({ level: 'warn', key, params: {} });
  const models = familiesHoldingRows(Object.keys(search.space));
  return [...(keeps ? [warn('rowsKept')] : []), ...(models.length > 0 ? [warn('rowsOfModel')] : [])];
}
