import { version } from '../../../package.json';
import type { Estimate } from '../../study/events';
import { formatCount, formatFixed, formatRisk } from '../ui/number';
import { comparisonKey, outcomeText, type ReportInput } from './input';
import { modelName } from './members';
import { styleFor, type Words } from './words';

/** The measure by which a study of its kind is known. */
export const MAIN = { binary: 'auroc', multiclass: 'aurocMacro', regression: 'rmse' } as const;

/** Measures without those of single classes, once each. */
const measures = (metrics: Record<string, Estimate>): string[] =>
  Object.keys(metrics).filter((name) => !name.includes(':'));

/** What was measured, and how: the rest of a paper's methods. */
export function measuresOf(input: ReportInput, words: Words) {
  const { study, journal, evaluation } = input;
  const { say, list, metric } = words;
  const { metrics, comparisons = [] } = evaluation;
  const byMethod = new Map<Estimate['method'], string[]>();
  for (const name of measures(metrics)) {
    const { method } = metrics[name];
    if (method !== 'none') byMethod.set(method, [...(byMethod.get(method) ?? []), metric(name)]);
  }
  const plots = [
    evaluation.roc.length > 0 && 'roc',
    (evaluation.binary || evaluation.multiclass || evaluation.regression) && 'calibration',
    (evaluation.binary || evaluation.multiclass) && 'decision',
    evaluation.binary && 'distribution',
    evaluation.binary && 'gain',
    evaluation.regression && 'agreement',
  ].filter((plot) => typeof plot === 'string');
  const subgroups = journal.subgroups.map(({ column }) => column);
  return {
    measures: say('sentence.measures', { measures: list(measures(metrics).map(metric)) }),
    plots: plots.length > 0 ? say('sentence.plots', { plots: list(plots.map((p) => say(`plot.${p}`))) }) : '',
    intervals:
      byMethod.size === 0
        ? ''
        : say('sentence.intervals', {
            methods: [...byMethod]
              .map(([method, names]) =>
                say('intervalOf', { method: say(`interval.${method}`), measures: list(names) }),
              )
              .join('; '),
          }),
    opened: say(evaluation.outer ? 'sentence.openedOuter' : 'sentence.opened', { count: journal.testOpened }),
    comparison:
      comparisons.length === 0
        ? ''
        : say('sentence.comparison', {
            others: list(comparisons.map(({ kind, name }) => say(comparisonKey(study, kind), { name }))),
          }),
    subgroups: subgroups.length > 0 ? say('sentence.subgroups', { columns: list(subgroups) }) : '',
    clusters: study.columns.some(({ role }) => role === 'site')
      ? say(evaluation.outer?.kind === 'sites' ? 'sentence.clustersOut' : 'sentence.clusters')
      : '',
    explanation: journal.importances
      ? say(`sentence.explanation.${journal.explanation?.part ?? 'test'}`)
      : '',
    external:
      journal.externals.length > 0 ? say('sentence.external', { count: journal.externals.length }) : '',
    predicting: say('sentence.predicting'),
    availability: say('sentence.availability', {
      family: modelName(input, words),
    }),
    inputHandling: study.images ? '' : say('sentence.inputHandling'),
    software: say('sentence.software', {
      version,
      backend: say(`backend.${journal.backend ?? 'cpu'}`),
      adapter: journal.adapter ? ` (${journal.adapter})` : '',
      seed: study.seed,
    }),
  };
}

/** What came of it. */
export function resultSentences({ study, journal, evaluation, task }: ReportInput, words: Words) {
  const { say, list, metric, estimate } = words;
  const { metrics, sites = [], comparisons = [], acrossSites: across } = evaluation;
  const several = evaluation.patients < evaluation.n;
  const told = (names: readonly string[]) =>
    list(
      names
        .filter((name) => Object.hasOwn(metrics, name))
        .map((name) => `${metric(name)} ${estimate(metrics[name], styleFor(name))}`),
    );
  const main = MAIN[evaluation.kind];
  const others = {
    binary: ['sensitivity', 'specificity', 'ppv', 'npv'],
    multiclass: ['accuracy'],
    regression: ['mae', 'r2'],
  }[evaluation.kind];
  const { outer } = evaluation;
  return {
    result: [
      say(`sentence.${several ? 'testedRows' : study.images ? 'testedPictures' : 'tested'}`, {
        n: formatCount(evaluation.n),
        patients: formatCount(evaluation.patients),
        outcome: outcomeText(task),
        events: formatCount(evaluation.counts[1] ?? 0),
        context: evaluation.kind === 'binary' ? 'events' : 'plain',
      }),
      say('sentence.performed', { main: told([main]) }),
      evaluation.threshold === null || evaluation.kind !== 'binary'
        ? say('sentence.furthermore', { measures: told(others) })
        : say('sentence.atThreshold', {
            threshold: formatRisk(evaluation.threshold),
            measures: told(others),
          }),
      outer ? say(outer.kind === 'sites' ? 'sentence.pooledSites' : 'sentence.pooledFolds') : '',
    ]
      .filter(Boolean)
      .join(' '),
    compared: comparisons
      .map(({ kind, name, difference }) =>
        say('sentence.compared', {
          other: say(comparisonKey(study, kind), { name }),
          metric: metric(difference.metric),
          difference: estimate(difference.estimate, styleFor(difference.metric)),
        }),
      )
      .join(' '),
    errors: errorsOf(evaluation, say),
    sites: [
      sites.length > 1
        ? say('sentence.sites', {
            sites: list(
              sites.map(
                ({ site, n, estimate: found, metric: name }) =>
                  `${site} ${estimate(found, styleFor(name))}, n = ${formatCount(n)}`,
              ),
            ),
            metric: metric(sites[0].metric),
          })
        : '',
      across
        ? say('sentence.across', {
            count: across.hospitals,
            mean: estimate(across.estimate, 'index'),
            low: formatFixed(across.prediction.low, 2),
            high: formatFixed(across.prediction.high, 2),
          })
        : '',
    ]
      .filter(Boolean)
      .join(' '),
    updated: journal.externals.some(({ updated }) => updated)
      ? say('sentence.updated', {
          count: journal.externals.filter(({ updated }) => updated).length,
        })
      : say('sentence.notUpdated'),
  };
}

/** How many test rows the model gets wrong, and which way; nothing of a number, which is never just right. */
function errorsOf({ kind, confusion, n }: ReportInput['evaluation'], say: Words['say']): string {
  if (confusion.length === 0) return '';
  const right = confusion.reduce((sum, counts, i) => sum + counts[i], 0);
  return say(kind === 'binary' ? 'sentence.errorsBinary' : 'sentence.errors', {
    n: formatCount(n),
    wrong: formatCount(n - right),
    falsePositives: formatCount(confusion[0][1] ?? 0),
    falseNegatives: formatCount(confusion[1]?.[0] ?? 0),
  });
}
