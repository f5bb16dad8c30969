import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { isWinnerEvaluated, winnerOf } from '../evaluate/result-state';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { WorkProgress } from '../ui/work-progress';
import { ImportanceFigure } from './importance-figure';
import { NoOddsRatios, OddsRatios } from './odds-ratios';
import { OneCase } from './one-case';
import { ShapFigure } from './shap-figure';
import { ShufflePicture } from './shuffle-picture';

const PictureExplanations = lazy(() =>
  import('./pictures').then((m) => ({ default: m.PictureExplanations })),
);

/** What does the model look at? Measured on the test part, so it comes after the evaluation. */
export default function Explain() {
  const { t } = useTranslation('explain');
  const { t: i } = useTranslation('images');
  const journal = useApp((s) => s.journal);
  const busy = useApp((s) => s.busy);
  const explain = useApp((s) => s.explain);
  const go = useApp((s) => s.go);
  const measuring = busy?.kind === 'explaining' ? busy : null;
  const { importances, explanation, evaluation } = journal;
  // Where every row was tested in its turn, none was kept from the final model.
  const part = explanation?.part ?? (evaluation?.evaluation.outer ? 'development' : 'test');
  const evaluated = isWinnerEvaluated(journal);
  const searching = journal.phase === 'running' || journal.phase === 'paused';
  const metric = explanation?.metric ?? journal.study?.search.metric ?? 'auroc';
  const open = useApp((s) => s.study);
  const searched = journal.study ?? open;
  const pictures = searched?.images && searched.data && searched.task ? searched : null;
  // Pictures alone have no columns to shuffle.
  const columns = !pictures || searched?.columns.some((column) => column.role === 'feature');

  const primary = !evaluated
    ? {
        label: winnerOf(journal) ? t('empty.evaluate') : t('empty.train'),
        onClick: () => go(winnerOf(journal) ? 'evaluate' : 'train'),
      }
    : importances || !columns
      ? { label: t('next'), onClick: () => go('takeHome') }
      : {
          label: t('measure'),
          onClick: () => void explain(),
          loading: measuring !== null,
          disabled: searching || busy !== null,
          hint: searching ? t('stillSearching') : undefined,
        };

  return (
    <Stage
      title={t('title')}
      lead={pictures ? i('heat.lead') : t(part === 'test' ? 'lead' : 'leadDevelopment')}
      aside={{
        why: pictures ? i('heat.aside.why') : t('aside.why'),
        reviewer: pictures ? i('heat.aside.reviewer') : t('aside.reviewer'),
        ...(pictures
          ? { paper: { label: i('heat.aside.paper'), href: 'https://doi.org/10.1148/ryai.2021200267' } }
          : {
              picture: <ShufflePicture />,
              paper: { label: t('aside.paper'), href: 'https://jmlr.org/papers/v20/18-760.html' },
            }),
      }}
      primary={primary}
    >
      {!evaluated && (
        <Notice title={t('empty.title')}>{pictures ? i('heat.locked') : t('empty.text')}</Notice>
      )}
      {evaluated && pictures?.data && (
        <Suspense fallback={<Skeleton height={320} />}>
          <PictureExplanations sha256={pictures.data.sha256} names={pictures.task?.classes ?? []} />
        </Suspense>
      )}
      {measuring && !importances && <WorkProgress busy={measuring} />}
      {evaluated && columns && !importances && !measuring && (
        <Notice title={t('ready.title')}>{t('ready.text')}</Notice>
      )}
      {evaluated && importances && <ImportanceFigure importances={importances} metric={metric} />}
      {evaluated && explanation?.shap && (
        <>
          <ShapFigure explanation={explanation} shap={explanation.shap} />
          <OneCase />
        </>
      )}
      {evaluated &&
        columns &&
        searched?.task &&
        (searched.task.kind === 'multiclass' ? (
          <NoOddsRatios classes={searched.task.classes.length} />
        ) : (
          <OddsRatios target={searched.task.target} name={searched.name} />
        ))}
    </Stage>
  );
}
