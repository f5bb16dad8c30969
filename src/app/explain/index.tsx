import { useTranslation } from 'react-i18next';
import { isWinnerEvaluated, winnerOf } from '../evaluate/result-state';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { WorkProgress } from '../ui/work-progress';
import { ImportanceFigure } from './importance-figure';
import { ShufflePicture } from './shuffle-picture';

/** What does the model look at? Measured on the test part, so it comes after the evaluation. */
export default function Explain() {
  const { t } = useTranslation('explain');
  const journal = useApp((s) => s.journal);
  const busy = useApp((s) => s.busy);
  const explain = useApp((s) => s.explain);
  const go = useApp((s) => s.go);
  const measuring = busy?.kind === 'explaining' ? busy : null;
  const { importances } = journal;
  const evaluated = isWinnerEvaluated(journal);
  const searching = journal.phase === 'running' || journal.phase === 'paused';
  const metric = journal.study?.search.metric ?? 'auroc';

  const primary = !evaluated
    ? {
        label: winnerOf(journal) ? t('empty.evaluate') : t('empty.train'),
        onClick: () => go(winnerOf(journal) ? 'evaluate' : 'train'),
      }
    : importances
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
      lead={t('lead')}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        picture: <ShufflePicture />,
        paper: { label: t('aside.paper'), href: 'https://jmlr.org/papers/v20/18-760.html' },
      }}
      primary={primary}
    >
      {!evaluated && <Notice title={t('empty.title')}>{t('empty.text')}</Notice>}
      {measuring && <WorkProgress busy={measuring} />}
      {evaluated && !importances && !measuring && <Notice title={t('ready.title')}>{t('ready.text')}</Notice>}
      {evaluated && importances && <ImportanceFigure importances={importances} metric={metric} />}
    </Stage>
  );
}
