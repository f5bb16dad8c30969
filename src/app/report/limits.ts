import { formatCount, formatPercent } from '../ui/number';
import type { ReportInput } from './input';
import type { Words } from './words';

/** Below this many events or non-events a measured performance is too uncertain (Collins et al. 2016). */
const ENOUGH = 100;
/** Events a candidate predictor, below which a model is likely to be overfitted. */
const PER_PREDICTOR = 10;
const MANY_MISSING = 0.2;

/** What limits the study, drafted from the run alone: nothing is said that was not counted. TRIPOD+AI item 26. */
export function limitsOf(input: ReportInput, { say, list, metric, estimate }: Words): string[] {
  const { facts, study, task, journal, evaluation } = input;
  const { flow, predictors } = facts;
  const limits: string[] = [];
  const add = (when: boolean, key: string, fill: Record<string, unknown> = {}) => {
    if (when) limits.push(say(`limit.${key}`, fill));
  };
  const few = task.kind === 'regression' ? evaluation.n < ENOUGH : Math.min(...evaluation.counts) < ENOUGH;
  add(few && task.kind === 'regression', 'fewRows', { n: formatCount(evaluation.n), enough: ENOUGH });
  add(few && task.kind !== 'regression', 'fewEvents', {
    counts: list(
      task.classes.map((name, i) =>
        say('countOf', { n: formatCount(evaluation.counts[i]), outcome: `${task.target} = ${name}` }),
      ),
    ),
    enough: ENOUGH,
  });
  const ratio = Math.min(...flow.development.classes) / predictors.length;
  add(task.kind === 'binary' && predictors.length > 0 && ratio < PER_PREDICTOR, 'perPredictor', {
    events: formatCount(Math.min(...flow.development.classes)),
    predictors: formatCount(predictors.length),
  });
  const sites = study.columns.some(({ role }) => role === 'site');
  add(!sites, 'oneSource');
  const patients = study.columns.some(({ role }) => role === 'patient');
  add(Boolean(study.images) && !patients, 'picturesOfWhom');
  add(journal.externals.length === 0, 'internal');
  add(journal.testOpened > 1, 'opened', { n: journal.testOpened });
  add(Boolean(evaluation.outer), 'pooled');
  add((evaluation.outer?.failed.length ?? 0) > 0, 'failedFolds', {
    n: evaluation.outer?.failed.length ?? 0,
    names: list(evaluation.outer?.failed ?? []),
  });
  const looks = journal.comparisons.length + journal.probes.length;
  add(looks > 0, 'looks', { comparisons: journal.comparisons.length, probes: journal.probes.length });
  add(journal.search > 1, 'searches', { n: journal.search });
  add(flow.patients < flow.read, 'repeated', {
    rows: formatCount(flow.read),
    patients: formatCount(flow.patients),
  });
  const gaps = predictors.filter(({ missing }) => missing > MANY_MISSING * flow.included.rows);
  add(gaps.length > 0, 'missing', {
    count: gaps.length,
    percent: formatPercent(MANY_MISSING),
    names: list(gaps.slice(0, 5).map(({ name }) => name)),
  });
  const short = flow.left.find(({ reason }) => reason === 'shortFollowUp');
  add(Boolean(short), 'shortFollowUp', { n: formatCount(short?.rows ?? 0) });
  const resampled = study.steps.some(({ step }) => step === 'over-sample' || step === 'under-sample');
  const weighted = study.training.classWeights === 'balanced';
  const recalibrated = (evaluation.plan ?? study.evaluation).recalibration !== 'none';
  add((resampled || weighted) && !recalibrated, 'uncalibrated');
  const unsaid = predictors.filter(({ known }) => known !== 'yes').length;
  add(unsaid > 0, 'unsaid', { count: unsaid, n: formatCount(unsaid), all: formatCount(predictors.length) });
  add(
    journal.subgroups.some(({ groups }) => groups.some(({ small }) => small)),
    'smallGroups',
  );
  for (const probe of journal.probes)
    if (probe.kind === 'leak')
      add(true, 'leak', {
        metric: metric(probe.honest.metric),
        naive: estimate(probe.naive.estimate, 'index'),
        honest: estimate(probe.honest.estimate, 'index'),
      });
  const warnings = facts.findings.filter(({ level }) => level === 'warn').length;
  add(warnings > 0, 'findings', { count: warnings });
  return limits;
}
