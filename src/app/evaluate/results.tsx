import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { insideIn } from '../../split/scheme';
import type { Trial } from '../../study/events';
import type { EnsembleMember } from '../../study/results/ensemble';
import type { Subgroup } from '../../study/results/subgroup';
import type { Study } from '../../study/schema';
import { ExternalLink } from '../external/external-link';
import { formatCount } from '../ui/number';
import { AllMetrics } from './all-metrics';
import { BinaryResults } from './binary-results';
import { Cautions } from './cautions';
import { ComparisonsCard } from './comparisons-card';
import { EnsembleCard } from './ensemble-card';
import classes from './evaluate.module.css';
import type { ResultsProps } from './kind-props';
import { MulticlassResults } from './multiclass-results';
import { NetworkCard } from './network-card';
import { PlanCard } from './plan-card';
import { RegressionResults } from './regression-results';
import { SiteResults } from './site-results';
import { SubgroupsCard } from './subgroups-card';
import { WinnerCard } from './winner-card';

const PictureCases = lazy(() => import('../cases').then((m) => ({ default: m.PictureCases })));

const TableCasesCard = lazy(() =>
  import('../cases/table-cases').then((m) => ({ default: m.TableCasesCard })),
);

const KINDS = { binary: BinaryResults, multiclass: MulticlassResults, regression: RegressionResults };

/** After the test set was opened: the answer, what to doubt about it, and how it came about. */
export function Results(
  props: ResultsProps & {
    trial: Trial;
    study: Study;
    members: readonly EnsembleMember[];
    opened: number;
    subgroups: Subgroup[];
  },
) {
  const { t } = useTranslation('evaluate');
  const { evaluation, task, trial, study, members, opened, subgroups } = props;
  const { outer } = evaluation;
  const Kind = KINDS[evaluation.kind];
  const inside = insideIn(evaluation.scheme);
  const repeated = evaluation.patients < evaluation.n;
  return (
    <>
      <Kind evaluation={evaluation} task={task}>
        <Cautions evaluation={evaluation} task={task} opened={opened} />
      </Kind>
      <ComparisonsCard evaluation={evaluation} />
      {evaluation.sites && evaluation.sites.length > 1 && (
        <SiteResults evaluation={evaluation} sites={evaluation.sites} task={task} />
      )}
      <SubgroupsCard evaluation={evaluation} study={study} task={task} subgroups={subgroups} />
      <AllMetrics evaluation={evaluation} study={study.name} />
      <PlanCard task={task} opened />
      <EnsembleCard opened />
      {study.images && study.data && task.kind !== 'regression' && (
        <Suspense fallback={<Skeleton height={240} />}>
          <PictureCases sha256={study.data.sha256} names={task.classes} />
        </Suspense>
      )}
      {!study.images && (
        <Suspense fallback={<Skeleton height={240} />}>
          <TableCasesCard task={task} />
        </Suspense>
      )}
      <ExternalLink model="winner" />
      <div className={classes.pair}>
        <section className={classes.card} aria-labelledby="scheme-title">
          <h2 id="scheme-title" className={classes.cardTitle}>
            {t('scheme.title')}
          </h2>
          <p className={classes.note} style={{ marginTop: 0 }}>
            {outer
              ? t(`scheme.outer.${outer.kind}`, { folds: outer.folds, count: outer.repeats })
              : t(repeated ? 'scheme.testRecords' : 'scheme.testPatients', {
                  n: formatCount(evaluation.n),
                  patients: formatCount(evaluation.patients),
                })}{' '}
            {inside === 'sites'
              ? t('scheme.inside.sites')
              : inside
                ? t(inside.repeats > 1 ? 'scheme.inside.repeated' : 'scheme.folds', {
                    folds: inside.k,
                    repeats: inside.repeats,
                  })
                : t('scheme.holdout')}{' '}
            {t(`scheme.${study.final}`)}
          </p>
          {outer && outer.failed.length > 0 && (
            <p className={classes.note}>{t('scheme.failed', { names: outer.failed.join(', ') })}</p>
          )}
          <p className={classes.note} data-testid="times-opened">
            {t(outer ? 'nested.times' : 'opened', { count: opened })}
          </p>
        </section>
        <WinnerCard trial={trial} study={study} members={members} />
      </div>
      <NetworkCard trial={trial} together={members.length > 1} />
    </>
  );
}
