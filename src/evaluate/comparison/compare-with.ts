import type { Target } from '../../data/dataset';
import { rng } from '../../study/random';
import type { Comparison } from '../../study/results/comparison';
import type { Estimate } from '../../study/results/estimate';
import { delong, delongInterval } from '../auroc';
import { brierTerms } from '../brier';
import { pairedDelong } from '../delong-paired';
import { estimatesOf, type Measure, type Predicted, patientsRepeat } from '../estimates';
import type { TestPart } from '../evaluate';
import { classesPresent } from '../multiclass';
import { statisticOf } from '../paired';
import { proportionStatistic, proportions, wilsonEstimate } from '../proportions';
import { regressionStatistics, weightedMean } from '../regression';
import { rocCurve } from '../roc';
import { EVEN_THRESHOLD } from '../threshold';
import { mcnemar } from './mcnemar';
import type { OtherPrediction } from './other-prediction';

type Kind = Target['kind'];

/** The measure that a difference is taken of. */
const MAIN = {
  binary: { name: 'auroc', metric: 'auroc' },
  multiclass: { name: 'aurocMacro', metric: 'auroc' },
  regression: { name: 'rmse', metric: 'rmse' },
} as const;

/** The model, the other, and the truth in the rows where the other is known. */
interface Pair extends Predicted {
  kind: Kind;
  classes: number;
  y: Float64Array;
  /** [n], or [n, width]. */
  model: Float64Array;
  /** The model's decision; null unless binary. */
  called: Uint8Array | null;
  other: OtherPrediction;
  width: number;
}

const NONE: Estimate = { estimate: 0, low: null, high: null, method: 'none', n: 0 };

const take = (from: ArrayLike<number>, rows: ArrayLike<number>, width = 1): Float64Array => {
  const out = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++)
    for (let k = 0; k < width; k++) out[i * width + k] = from[rows[i] * width + k];
  return out;
};

function pairOf(part: TestPart, other: OtherPrediction): Pair {
  const { target, unit, repeat, pooled, thresholds, threshold } = part;
  const width = target.kind === 'multiclass' ? target.classes.length : 1;
  const known = Uint32Array.from({ length: target.y.length }, (_, i) => i).filter(
    (i) => !Number.isNaN(other.value[i * width]),
  );
  const limit = (i: number) => thresholds?.[i] ?? threshold ?? EVEN_THRESHOLD;
  return {
    kind: target.kind,
    classes: target.classes.length,
    y: take(target.y, known),
    model: take(part.p, known, width),
    called: target.kind === 'binary' ? Uint8Array.from(known, (i) => (part.p[i] >= limit(i) ? 1 : 0)) : null,
    other: {
      ...other,
      value: take(other.value, known, width),
      risk: other.risk && take(other.risk, known, width),
      decided: other.decided && take(other.decided, known),
    },
    width,
    unit: Int32Array.from(known, (i) => unit[i]),
    ...(repeat && { repeat: Int32Array.from(known, (i) => repeat[i]) }),
    ...(pooled && { pooled }),
  };
}

/**
 * The model beside another prediction of the same tested rows, those in which the other is known; the rest are left
 * out, so `n` says how many were compared. The difference of the main measure is the model's minus the other's: of
 * AUROCs by DeLong's paired test where rows are independent and one model predicted them, else by a bootstrap that
 * draws whole patients for both, without a p-value. Where one class alone is known nothing can be told: the numbers
 * are 0 with `n` 0.
 */
export function compareWith(part: TestPart, other: OtherPrediction): Comparison {
  const pair = pairOf(part, other);
  const { name, metric } = MAIN[pair.kind];
  const { y, unit, model } = pair;
  const told = pair.kind === 'regression' ? y.length > 1 : classesPresent(y, pair.classes).length > 1;
  const repeats = new Set(pair.repeat ?? [0]).size;
  const common = { kind: other.kind, name: other.name, n: y.length / repeats };
  if (!told)
    return { ...common, metrics: { [name]: NONE }, difference: { metric: name, estimate: NONE, p: null } };

  const draws = rng(part.seed, 'compare', other.kind, other.name);
  const difference: Measure['of'] = (entries) => {
    const truth = { kind: pair.kind, classes: pair.classes, y: take(y, entries) };
    const a = statisticOf(metric, truth, take(model, entries, pair.width));
    const b = statisticOf(metric, truth, take(pair.other.value, entries, pair.width));
    return (weights) => a(weights) - b(weights);
  };
  const delongs =
    pair.kind === 'binary' && !patientsRepeat(pair) && !pair.pooled && !pair.repeat
      ? pairedDelong(y, model, pair.other.value)
      : null;
  const measured = estimatesOf(
    pair,
    {
      ...measuresOf(pair),
      difference: { of: difference, ...(delongs && { analytic: () => delongEstimate(delongs) }) },
    },
    draws,
  );
  const { difference: estimate, ...metrics } = measured;
  const decided = pair.other.decided;
  const test =
    pair.called &&
    decided &&
    mcnemar(
      Array.from(pair.called, (value, i) => value === y[i]),
      Array.from(y, (truth, i) => decided[i] === truth),
      unit,
    );
  return {
    ...common,
    metrics,
    difference: { metric: name, estimate, p: delongs?.p ?? null },
    ...(test && {
      mcnemar: { onlyModel: test.onlyFirst / repeats, onlyOther: test.onlySecond / repeats, p: test.p },
    }),
    ...(pair.kind === 'binary' && { roc: rocOf(pair) }),
  };
}

const delongEstimate = ({ difference, low, high }: ReturnType<typeof pairedDelong>): Estimate => ({
  estimate: difference,
  low,
  high,
  method: low === null ? 'none' : 'delong',
});

/** What is told of the other by itself. */
function measuresOf({ kind, classes, y, other, width, unit }: Pair): Record<string, Measure> {
  const { value, risk, decided } = other;
  const main: Measure['of'] = (entries) => {
    const truth = { kind, classes, y: take(y, entries) };
    return statisticOf(MAIN[kind].metric, truth, take(value, entries, width));
  };
  if (kind === 'regression') {
    const of = (name: 'mae' | 'r2'): Measure => ({
      of: (entries) => regressionStatistics(take(y, entries), take(value, entries))[name],
    });
    return { rmse: { of: main }, mae: of('mae'), r2: of('r2') };
  }
  const brier: Measure | null = risk && {
    of: (entries) => weightedMean(brierTerms(take(y, entries), take(risk, entries, width), classes)),
  };
  const auroc: Measure =
    kind === 'binary'
      ? {
          of: main,
          analytic: () => {
            const result = delong(y, value);
            return result.variance > 0
              ? { estimate: result.auroc, ...delongInterval(result), method: 'delong' }
              : { estimate: result.auroc, low: null, high: null, method: 'none' };
          },
        }
      : { of: main };
  return {
    [MAIN[kind].name]: auroc,
    ...(brier && { brier }),
    ...(decided && sharesOf(y, decided, unit)),
  };
}

/** Sensitivity, specificity and predictive values of decisions. */
export function sharesOf(
  y: ArrayLike<number>,
  decided: ArrayLike<number>,
  unit: ArrayLike<number>,
): Record<string, Measure> {
  const { accuracy: _accuracy, ...shares } = proportions(y, decided);
  return Object.fromEntries(
    Object.entries(shares).map(([name, share]): [string, Measure] => [
      name,
      {
        of: (entries) =>
          proportionStatistic({
            within: Uint8Array.from(entries, (i) => share.within[i]),
            success: Uint8Array.from(entries, (i) => share.success[i]),
            n: share.n,
          }),
        analytic: () => wilsonEstimate(share, unit),
        share,
      },
    ]),
  );
}

/** The other's curve; thresholds of a score are in its own unit, as a person reads it. */
function rocOf({ y, other }: Pair): NonNullable<Comparison['roc']> {
  const points = rocCurve(y, other.value);
  return other.turned ? points.map(([fpr, tpr, threshold]) => [fpr, tpr, -threshold]) : points;
}
