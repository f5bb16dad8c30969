import { takeColumn } from '../../data/dataset';
import { acrossSites } from '../../evaluate/across-sites';
import { evaluateSites } from '../../evaluate/by-site';
import { evaluateTest } from '../../evaluate/evaluate';
import { fitOf } from '../../evaluate/recalibration/before-after';
import type { Watch } from '../../evaluate/resample';
import { testMetrics } from '../../evaluate/test-metrics';
import type { Evaluation } from '../../study/events';
import { scoreNames } from '../../study/existing-scores';
import type { JournalState } from '../../study/journal-state';
import type { Study } from '../../study/schema';
import type { Ready } from '../prepare';
import { withComparisons } from './comparisons';
import { partOf, type Tested } from './tested';

/** Outer folds as the evaluation tells of them; nothing where there is one test part. */
export function outerOf(
  { split: { test } }: Study,
  outers: JournalState['outers'],
): Pick<Evaluation, 'outer'> {
  if (test.kind !== 'sites' && test.kind !== 'kfold') return {};
  const failed = outers.filter(({ blob }) => !blob).map(({ fold }) => fold.name);
  const repeats = test.kind === 'kfold' ? test.repeats : 1;
  const folds = new Set(outers.map(({ fold }) => fold.name)).size;
  return { outer: { kind: test.kind, folds, repeats, failed } };
}

/** How well the test rows' probabilities fit without the recalibration, and with it. */
function beforeAndAfter(
  { target, p, unit }: ReturnType<typeof partOf>,
  raw: Float32Array,
): Evaluation['recalibrated'] {
  const numbersOf = (of: Float32Array) => {
    const { groups: _, ...numbers } = fitOf(target.y, of, target.classes.length, unit);
    return numbers;
  };
  return { before: numbersOf(raw), after: numbersOf(p) };
}

/** The evaluation of tested rows, and of each hospital's among them. */
export async function evaluateTested(
  ready: Ready,
  study: Study,
  tested: Tested,
  scheme: string,
  outer: Pick<Evaluation, 'outer'>,
  watch: Watch = {},
): Promise<Evaluation> {
  const part = partOf(ready, tested);
  const { threshold, recalibration, ensemble, leftOut, prevalence } = study.evaluation;
  const common = { scheme, seed: study.seed, ...(prevalence !== undefined && { prevalence }) };
  const whole = { ...part, ...common };
  const evaluation = {
    ...withComparisons(await evaluateTest(whole, watch), ready, tested, whole),
    ...outer,
    scores: scoreNames(study.columns),
    plan: { threshold, recalibration, ...(ensemble && { ensemble }), ...(leftOut && { leftOut }) },
    ...(recalibration !== 'none' &&
      ready.target.kind !== 'regression' && { recalibrated: beforeAndAfter(part, tested.raw) }),
  };
  const site = ready.site && takeColumn(ready.site, tested.rows);
  if (site?.kind !== 'cat') return evaluation;
  const quiet = { ...watch, report: undefined };
  const { sites, others } = await evaluateSites(part, site, (one, entries) => {
    // A hospital left out was tested by one model; DeLong's interval holds for it.
    const models = new Set(entries.map((entry) => tested.fold[entry])).size;
    return testMetrics({ ...one, ...common, ...(models === 1 && { pooled: false }) }, quiet);
  });
  const across = evaluation.outer?.kind === 'sites' ? acrossSites(sites) : null;
  return {
    ...evaluation,
    sites,
    ...(others > 0 && { sitesOthers: others }),
    ...(across && { acrossSites: across }),
  };
}
