import { areOrdered } from '../data/ordinal-scale';
import type { Estimate } from '../study/events';
import { rng } from '../study/random';
import { delong, delongInterval } from './auroc';
import { binaryStatistics } from './binary-statistics';
import { calibrationCoefficients, calibrationFits, calibrationStatistics } from './calibration/coefficients';
import { decide } from './confusion';
import { bare, wald } from './interval';
import { independent, intervalsOf } from './intervals-of';
import { classesPresent, oneAgainstRest } from './multiclass';
import { multiclassStatistics } from './multiclass-statistics';
import { predictiveValuesAt } from './predictive-values';
import { proportions } from './proportions';
import { lrNegative, lrPositive, observedOverExpected, oddsRatio } from './ratios';
import { regressionErrors, regressionMeasures } from './regression-statistics';
import type { Watch } from './resample';
import { type Sample, samplesOf } from './sample';
import { meanOver, type Statistics, together } from './statistics';
import { t95 } from './student';
import type { TestPart } from './test-part';
import { EVEN_THRESHOLD } from './threshold';

/** Class of each row as it was decided: where several models predicted, each at its own threshold. */
export function decisionsOf({ target, p, threshold, thresholds }: TestPart): Int32Array {
  if (target.kind === 'regression') return new Int32Array();
  if (target.kind === 'binary' && thresholds)
    return Int32Array.from(p, (risk, i) => (risk >= thresholds[i] ? 1 : 0));
  return decide(target.kind, p, target.classes.length, threshold);
}

/**
 * All measures of a test part with their intervals, by name; see `evaluateTest`. With one class alone they are but a
 * few. Throws `cancelled`.
 */
export async function testMetrics(part: TestPart, watch: Watch = {}): Promise<Record<string, Estimate>> {
  const samples = samplesOf(part);
  const makers = { binary: binaryMetrics, multiclass: multiclassMetrics, regression: regressionMetrics };
  const found = await makers[part.target.kind](part, samples, watch);
  return Object.fromEntries(found);
}

const drawsOf = ({ seed }: TestPart) => rng(seed, 'evaluate', 'bootstrap');
const repeatsOf = (samples: Sample[], of: (sample: Sample) => Statistics) => meanOver(samples.map(of));

async function binaryMetrics(
  part: TestPart,
  samples: Sample[],
  watch: Watch,
): Promise<Map<string, Estimate>> {
  const { target, p, unit, prevalence } = part;
  const decided = decisionsOf(part);
  const threshold = part.thresholds ? Number.NaN : (part.threshold ?? EVEN_THRESHOLD);
  const measured = repeatsOf(samples, (sample) =>
    binaryStatistics(
      sample,
      Array.from(sample.from, (row) => decided[row]),
      threshold,
    ),
  );
  const closed = independent(samples) && !part.pooled;
  const analytic = new Map(closed || independent(samples) ? binaryRatios(part, decided) : []);
  if (closed) {
    analytic.set('auroc', delongEstimate(target.y, p));
    for (const [name, estimate] of calibrationCoefficients(calibrationFits(samples[0].y, samples[0].p)))
      analytic.set(name, estimate);
  }
  const statistics = closed
    ? measured
    : together([measured, repeatsOf(samples, (sample) => calibrationStatistics(sample))]);
  const shares = proportions(target.y, decided);
  const found = await intervalsOf(samples, statistics, { analytic, shares, unit }, drawsOf(part), watch);
  for (const name of ['calibrationIntercept', 'calibrationSlope']) {
    const estimate = analytic.get(name);
    if (estimate) found.set(name, estimate);
  }
  if (prevalence === undefined) return found;
  const of = (name: string) => found.get(name);
  const there = predictiveValuesAt(prevalence, {
    sensitivity: of('sensitivity'),
    specificity: of('specificity'),
    lrPositive: of('lrPositive'),
    lrNegative: of('lrNegative'),
  });
  if (there.ppv) found.set('ppvAtPrevalence', there.ppv);
  if (there.npv) found.set('npvAtPrevalence', there.npv);
  return found;
}

/** Ratios of counts with intervals on the logarithm's scale. */
function binaryRatios({ target, p }: TestPart, decided: Int32Array): [string, Estimate][] {
  const cells = { tp: 0, fp: 0, fn: 0, tn: 0 };
  let expected = 0;
  for (let i = 0; i < p.length; i++) {
    expected += p[i];
    if (target.y[i] === 1) cells[decided[i] === 1 ? 'tp' : 'fn']++;
    else cells[decided[i] === 1 ? 'fp' : 'tn']++;
  }
  const found: [string, Estimate | null][] = [
    ['lrPositive', lrPositive(cells)],
    ['lrNegative', lrNegative(cells)],
    ['dor', oddsRatio(cells)],
    ['oe', observedOverExpected(cells.tp + cells.fn, expected, p.length)],
  ];
  return found.filter((entry): entry is [string, Estimate] => entry[1] !== null);
}

async function multiclassMetrics(
  part: TestPart,
  samples: Sample[],
  watch: Watch,
): Promise<Map<string, Estimate>> {
  const { target, p, unit } = part;
  const { y, classes } = target;
  const decided = decisionsOf(part);
  const statistics = repeatsOf(samples, (sample) =>
    multiclassStatistics(
      sample,
      Array.from(sample.from, (row) => decided[row]),
      classes,
    ),
  );
  const analytic = new Map<string, Estimate>();
  if (independent(samples) && !part.pooled)
    for (const k of classesPresent(y, classes.length)) {
      const one = oneAgainstRest(y, p, classes.length, k);
      analytic.set(`auroc:${classes[k]}`, delongEstimate(one.y, one.p));
    }
  const { accuracy } = proportions(y, decided);
  const shares = { accuracy };
  const found = await intervalsOf(samples, statistics, { analytic, shares, unit }, drawsOf(part), watch);
  // Its squares count steps of a scale: of classes that are none they would count the alphabet's.
  if (!areOrdered(classes)) found.delete('quadraticKappa');
  return found;
}

/** Bias and limits of agreement are among them; they stand apart in an `Evaluation`. */
async function regressionMetrics(
  part: TestPart,
  samples: Sample[],
  watch: Watch,
): Promise<Map<string, Estimate>> {
  const statistics = repeatsOf(samples, regressionMeasures);
  const [sample] = samples;
  const analytic = new Map<string, Estimate>();
  if (independent(samples) && sample.n > 2) {
    const errors = regressionErrors(sample);
    const quantile = t95(sample.n - 1);
    const quantileOfSlope = t95(sample.n - 2);
    const values = new Map(
      [...statistics.of(new Int32Array(sample.patients).fill(1))].map((value, s) => [
        statistics.names[s],
        value,
      ]),
    );
    const set = (name: string, error: number, of = quantile) =>
      analytic.set(name, wald(values.get(name)!, error, of));
    set('calibrationIntercept', errors.calibrationIntercept);
    set('calibrationSlope', errors.calibrationSlope, quantileOfSlope);
    set('bias', errors.bias);
    set('agreementLower', errors.limit);
    set('agreementUpper', errors.limit);
  }
  const known = { analytic, shares: {}, unit: part.unit };
  const found = await intervalsOf(samples, statistics, known, drawsOf(part), watch);
  if (!found.has('r2')) found.set('r2', bare(0));
  return found;
}

/** Without limits where the variance is 0 or not defined: pROC's 1 – 1 for a perfect separation misleads. */
function delongEstimate(y: ArrayLike<number>, p: ArrayLike<number>): Estimate {
  const result = delong(y, p);
  if (!(result.variance > 0)) return bare(result.auroc);
  return { estimate: result.auroc, ...delongInterval(result), method: 'delong' };
}
