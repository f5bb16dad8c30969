import type { Target } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import type { Estimate, Evaluation } from '../study/events';
import { type Rng, rng } from '../study/random';
import { delong, delongInterval, weightedAuroc } from './auroc';
import { bootstrapIntervals, unitsRepeat, type WeightedStatistic } from './bootstrap';
import { brierTerms } from './brier';
import { confusion, decide } from './confusion';
import { classesPresent, oneAgainstRest, weightedMacroAuroc } from './multiclass';
import { type Proportion, proportionStatistic, proportions, wilsonEstimate } from './proportions';
import { regressionStatistics, weightedMean } from './regression';
import { rocCurve } from './roc';
import { EVEN_THRESHOLD } from './threshold';

export interface TestPart {
  /** Of the test rows only; every `y` is known. */
  target: Target;
  /** Shaped as `Predictions.p`. */
  p: Float32Array;
  /** Patient of each row. */
  unit: Int32Array;
  /** Binary: chosen on development predictions; one half if null. */
  threshold: number | null;
  /** Where rows were predicted by several models: the threshold of each row's own. */
  thresholds?: Float64Array;
  /**
   * Where each row was tested several times, in repeats of outer folds: the repeat of each entry. A statistic is the
   * mean of its values in the repeats, and its interval draws patients, not entries.
   */
  repeat?: Int32Array;
  /** Predictions of several models are pooled: intervals are bootstrapped, as DeLong's is for one model. */
  pooled?: boolean;
  /** How the parts were made, for the report. */
  scheme: string;
  seed: number;
}

const SCATTER_LIMIT = 2000;

/**
 * The evaluation of a model on the locked test set. Where patients repeat, every interval comes from a bootstrap
 * of whole patients; else AUROC has DeLong's, proportions Wilson's, and the rest the ordinary bootstrap's.
 *
 * What cannot be known is never a number with an interval: limits are null and `method` is `none` where an
 * interval collapses or cannot be computed; a proportion with denominator 0 (no row was called positive) has
 * `n: 0` and estimate 0, to be shown as a dash; R² of an outcome that does not vary is 0, as in scikit-learn; a class without test rows has no `auroc:<class>` and no curve, and
 * the macro mean is over the others. Throws `evaluate.oneClass` where only one class is there.
 */
export function evaluateTest(part: TestPart): Evaluation {
  const { target, unit } = part;
  const common = { kind: target.kind, n: target.y.length, patients: new Set(unit).size, scheme: part.scheme };
  const draws = rng(part.seed, 'evaluate', 'bootstrap');
  if (target.kind === 'regression') {
    return {
      ...common,
      counts: [],
      metrics: regressionMetrics(part, draws),
      threshold: null,
      roc: [],
      confusion: [],
      scatter: scatter(target.y, part.p, rng(part.seed, 'evaluate', 'scatter')),
    };
  }
  const classes = target.classes.length;
  if (classesPresent(target.y, classes).length === 0)
    throw new BenchsideError('evaluate.oneClass', { part: 'test' });
  const threshold = target.kind === 'binary' ? (part.threshold ?? EVEN_THRESHOLD) : null;
  const decided = decide(target.kind, part.p, classes, part.thresholds ?? threshold);
  const table = confusion(target.y, decided, classes);
  const binary = target.kind === 'binary';
  return {
    ...common,
    counts: table.map((row) => row.reduce((sum, count) => sum + count, 0)),
    metrics: binary ? binaryMetrics(part, decided, draws) : multiclassMetrics(part, decided, draws),
    threshold,
    roc: binary
      ? [{ label: target.classes[1], points: rocCurve(target.y, part.p) }]
      : classesPresent(target.y, classes).map((k) => {
          const one = oneAgainstRest(target.y, part.p, classes, k);
          return { label: target.classes[k], points: rocCurve(one.y, one.p) };
        }),
    confusion: table,
    scatter: [],
  };
}

function binaryMetrics(part: TestPart, decided: Int32Array, draws: Rng): Record<string, Estimate> {
  const { y } = part.target;
  const shares = proportions(y, decided);
  const statistics: Record<string, WeightedStatistic> = {
    auroc: weightedAuroc(y, part.p),
    ...Object.fromEntries(Object.entries(shares).map(([name, share]) => [name, proportionStatistic(share)])),
    brier: weightedMean(brierTerms(y, part.p, 2)),
  };
  const analytic = new Map<string, Estimate>([['auroc', delongEstimate(y, part.p)]]);
  return combine(part, statistics, shares, analytic, draws);
}

function multiclassMetrics(part: TestPart, decided: Int32Array, draws: Rng): Record<string, Estimate> {
  const { y, classes } = part.target;
  const present = classesPresent(y, classes.length).map((k) => ({
    name: `auroc:${classes[k]}`,
    one: oneAgainstRest(y, part.p, classes.length, k),
  }));
  const { accuracy } = proportions(y, decided);
  const statistics: Record<string, WeightedStatistic> = {
    aurocMacro: weightedMacroAuroc(y, part.p, classes.length),
    accuracy: proportionStatistic(accuracy),
    brier: weightedMean(brierTerms(y, part.p, classes.length)),
    ...Object.fromEntries(present.map(({ name, one }) => [name, weightedAuroc(one.y, one.p)])),
  };
  const analytic = new Map(present.map(({ name, one }) => [name, delongEstimate(one.y, one.p)]));
  return combine(part, statistics, { accuracy }, analytic, draws);
}

const regressionMetrics = (part: TestPart, draws: Rng): Record<string, Estimate> =>
  combine(part, regressionStatistics(part.target.y, part.p), {}, new Map(), draws);

/** Each statistic with the interval that fits it: analytic where rows are independent and there is one. */
function combine(
  { unit }: TestPart,
  statistics: Record<string, WeightedStatistic>,
  shares: Record<string, Proportion>,
  analytic: Map<string, Estimate>,
  draws: Rng,
): Record<string, Estimate> {
  const repeated = unitsRepeat(unit);
  const names = Object.keys(statistics);
  const resampled = names.filter((name) => repeated || !(analytic.has(name) || name in shares));
  const intervals = bootstrapIntervals(
    unit,
    resampled.map((name) => statistics[name]),
    draws,
  );
  const ones = new Float64Array(unit.length).fill(1);
  const estimateOf = (name: string): Estimate => {
    const share = shares[name];
    if (share?.n === 0) return { estimate: 0, low: null, high: null, method: 'none', n: 0 };
    const interval = intervals[resampled.indexOf(name)];
    if (interval) {
      const method = repeated ? 'cluster-bootstrap' : 'bootstrap';
      return { estimate: statistics[name](ones), ...interval, method, ...(share && { n: share.n }) };
    }
    if (share) return wilsonEstimate(share, unit);
    const known = analytic.get(name);
    if (known && !repeated) return known;
    const value = statistics[name](ones);
    return { estimate: Number.isNaN(value) ? 0 : value, low: null, high: null, method: 'none' };
  };
  return Object.fromEntries(names.map((name) => [name, estimateOf(name)]));
}

/** Without limits where the variance is 0 or not defined: pROC's 1 – 1 for a perfect separation misleads. */
function delongEstimate(y: ArrayLike<number>, p: ArrayLike<number>): Estimate {
  const result = delong(y, p);
  if (!(result.variance > 0)) return { estimate: result.auroc, low: null, high: null, method: 'none' };
  return { estimate: result.auroc, ...delongInterval(result), method: 'delong' };
}

function scatter(y: Float64Array, p: Float32Array, random: Rng): [number, number][] {
  const rows = Uint32Array.from({ length: y.length }, (_, i) => i);
  const chosen = rows.length > SCATTER_LIMIT ? random.shuffle(rows).slice(0, SCATTER_LIMIT).sort() : rows;
  const rounded = (value: number) => Number(value.toPrecision(4));
  return Array.from(chosen, (row) => [rounded(y[row]), rounded(p[row])]);
}
