import { BenchsideError } from '../study/errors';
import type { Estimate, Evaluation } from '../study/events';
import { type Rng, rng } from '../study/random';
import { REPLICATES } from './bootstrap';
import { confusion } from './confusion';
import { binaryDetail, multiclassDetail, regressionDetail } from './details';
import { classesPresent, oneAgainstRest } from './multiclass';
import { patientRows } from './patient-level';
import type { Watch } from './resample';
import { rocCurve } from './roc';
import { patientsRepeat, samplesOf } from './sample';
import { decisionsOf, testMetrics } from './test-metrics';
import type { TestPart } from './test-part';
import { EVEN_THRESHOLD } from './threshold';

export type { TestPart } from './test-part';

const SCATTER_LIMIT = 2000;
/** Shown as the limits of agreement, not among the metrics. */
const AGREEMENT = ['bias', 'agreementLower', 'agreementUpper'];

/**
 * The evaluation of a model on rows that it has never seen. Where patients repeat, every interval comes from a
 * bootstrap of whole patients. Else AUROC has DeLong's (bootstrap where `pooled`), proportions Wilson's, calibration
 * intercept and slope Wald's (bootstrap where `pooled`), likelihood ratios, odds ratio and O/E Wald's on the scale of
 * the logarithm, and the rest the ordinary bootstrap's.
 *
 * What cannot be known is never a number with an interval: limits are null and `method` is `none` where an
 * interval collapses or cannot be computed; a proportion with denominator 0 (no row was called positive) has
 * `n: 0` and estimate 0, to be shown as a dash; R² of an outcome that does not vary is 0, as in scikit-learn; any
 * other measure that is not defined is absent: a slope under complete separation, a ratio over 0, `auroc:<class>` of a
 * class without test rows, and the macro mean is over the others.
 * Throws `evaluate.oneClass` where only one class is there, and `cancelled`.
 */
export async function evaluateTest(part: TestPart, watch: Watch = {}): Promise<Evaluation> {
  const { target, unit, repeat } = part;
  const { kind, classes, y } = target;
  const repeats = repeat ? new Set(repeat).size : 1;
  if (kind !== 'regression' && classesPresent(y, classes.length).length === 0)
    throw new BenchsideError('evaluate.oneClass', { part: 'test' });
  const byPatient = patientsRepeat(samplesOf(part)) ? patientRows(part) : null;
  const passes = byPatient ? 2 : 1;
  const all = await testMetrics(part, stage(watch, 0, passes));
  const [metrics, agreement] = parted(all);
  const patientLevel = byPatient && {
    n: byPatient.part.target.y.length / repeats,
    mixed: byPatient.mixed,
    metrics: measurable(byPatient.part)
      ? parted(await testMetrics(byPatient.part, stage(watch, 1, passes)))[0]
      : {},
  };
  const table =
    kind === 'regression'
      ? []
      : confusion(y, decisionsOf(part), classes.length).map((row) => row.map((count) => count / repeats));
  const threshold = kind === 'binary' ? (part.threshold ?? EVEN_THRESHOLD) : null;
  return {
    kind,
    n: y.length / repeats,
    counts: table.map((row) => row.reduce((sum, count) => sum + count, 0)),
    patients: new Set(unit).size,
    scheme: part.scheme,
    metrics,
    threshold,
    roc: curves(part),
    confusion: table,
    scatter: kind === 'regression' ? scatter(y, part.p, rng(part.seed, 'evaluate', 'scatter')) : [],
    ...(kind === 'binary' && { binary: binaryDetail(part, threshold ?? EVEN_THRESHOLD, repeats) }),
    ...(kind === 'multiclass' && { multiclass: multiclassDetail(part, repeats) }),
    ...(kind === 'regression' &&
      agreement.length === AGREEMENT.length && { regression: regressionDetail(part, agreement, repeats) }),
    ...(patientLevel && { patientLevel }),
  };
}

function parted(all: Record<string, Estimate>): [metrics: Record<string, Estimate>, agreement: Estimate[]] {
  const entries = Object.entries(all);
  return [
    Object.fromEntries(entries.filter(([name]) => !AGREEMENT.includes(name))),
    AGREEMENT.flatMap((name) => all[name] ?? []),
  ];
}

const measurable = ({ target }: TestPart): boolean =>
  target.kind === 'regression'
    ? target.y.length > 2
    : classesPresent(target.y, target.classes.length).length > 0;

/** Progress of one pass of several, as that of the whole. */
const stage = (watch: Watch, pass: number, passes: number): Watch => ({
  ...watch,
  report: (progress) =>
    watch.report?.({
      ...progress,
      done: pass * REPLICATES + progress.done,
      total: passes * REPLICATES,
    }),
});

function curves({ target, p }: TestPart): Evaluation['roc'] {
  const { y, classes } = target;
  if (target.kind === 'regression') return [];
  if (target.kind === 'binary') return [{ label: classes[1], points: rocCurve(y, p) }];
  return classesPresent(y, classes.length).map((k) => {
    const one = oneAgainstRest(y, p, classes.length, k);
    return { label: classes[k], points: rocCurve(one.y, one.p) };
  });
}

function scatter(y: Float64Array, p: Float32Array, random: Rng): [number, number][] {
  const rows = Uint32Array.from({ length: y.length }, (_, i) => i);
  const chosen = rows.length > SCATTER_LIMIT ? random.shuffle(rows).slice(0, SCATTER_LIMIT).sort() : rows;
  const rounded = (value: number) => Number(value.toPrecision(4));
  return Array.from(chosen, (row) => [rounded(y[row]), rounded(p[row])]);
}
