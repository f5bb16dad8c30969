import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { foldsIn } from '../../split/scheme';
import type { Trial } from '../../study/events';
import type { Study } from '../../study/schema';
import { formatCount } from '../ui/number';
import { BinaryResults } from './binary-results';
import { Cautions } from './cautions';
import classes from './evaluate.module.css';
import type { ResultsProps } from './kind-props';
import { MulticlassResults } from './multiclass-results';
import { RegressionResults } from './regression-results';
import { SiteResults } from './site-results';
import { WinnerCard } from './winner-card';

const PictureCases = lazy(() => import('../cases').then((m) => ({ default: m.PictureCases })));

const KINDS = { binary: BinaryResults, multiclass: MulticlassResults, regression: RegressionResults };

/** After the test set was opened: the answer, what to doubt about it, and how it came about. */
export function Results(props: ResultsProps & { trial: Trial; study: Study; opened: number }) {
  const { t } = useTranslation('evaluate');
  const { evaluation, task, trial, study, opened } = props;
  const Kind = KINDS[evaluation.kind];
  const folds = foldsIn(evaluation.scheme);
  const repeated = evaluation.patients < evaluation.n;
  return (
    <>
      <Kind evaluation={evaluation} task={task}>
        <Cautions evaluation={evaluation} task={task} opened={opened} />
      </Kind>
      {evaluation.sites && evaluation.sites.length > 1 && (
        <SiteResults sites={evaluation.sites} task={task} />
      )}
      {study.images && study.data && task.kind !== 'regression' && (
        <Suspense fallback={<Skeleton height={240} />}>
          <PictureCases sha256={study.data.sha256} names={task.classes} />
        </Suspense>
      )}
      <div className={classes.pair}>
        <section className={classes.card} aria-labelledby="scheme-title">
          <h2 id="scheme-title" className={classes.cardTitle}>
            {t('scheme.title')}
          </h2>
          <p className={classes.note} style={{ marginTop: 0 }}>
            {t(repeated ? 'scheme.testRecords' : 'scheme.testPatients', {
              n: formatCount(evaluation.n),
              patients: formatCount(evaluation.patients),
            })}{' '}
            {folds ? t('scheme.folds', { folds }) : t('scheme.holdout')} {t(`scheme.${study.final}`)}
          </p>
          <p className={classes.note} data-testid="times-opened">
            {t('opened', { count: opened })}
          </p>
        </section>
        <WinnerCard trial={trial} study={study} />
      </div>
    </>
  );
}
