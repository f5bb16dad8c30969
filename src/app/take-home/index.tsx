import {
  IconDatabase,
  IconFileSpreadsheet,
  IconFileText,
  IconPlayerPlay,
  IconReportMedical,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isWinnerEvaluated, winnerOf } from '../evaluate/result-state';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { ClusterCard } from './cluster-card';
import { ParcelPicture } from './parcel-picture';
import { TakeCard } from './take-card';
import classes from './take-home.module.css';

/** What do you take, and for whom? */
export default function TakeHome() {
  const { t } = useTranslation('take-home');
  const hasWinner = useApp((s) => winnerOf(s.journal) !== null);
  const evaluated = useApp((s) => isWinnerEvaluated(s.journal));
  const busy = useApp((s) => s.busy !== null);
  const searching = useApp((s) => s.journal.phase === 'running' || s.journal.phase === 'paused');
  const go = useApp((s) => s.go);
  const openWinner = useApp((s) => s.useWinner);
  const downloadBundle = useApp((s) => s.downloadBundle);
  const downloadTestPredictions = useApp((s) => s.downloadTestPredictions);
  const downloadStudy = useApp((s) => s.downloadStudy);
  const hasStudy = useApp((s) => s.study !== null);

  const tryIt = async () => {
    await openWinner();
    if (useApp.getState().problem === null) go('use');
  };
  const blocked = !hasWinner ? t('needs.model') : searching ? t('needs.searchEnd') : undefined;

  return (
    <Stage
      title={t('title')}
      lead={t('lead')}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        picture: <ParcelPicture />,
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-078378' },
      }}
      primary={
        hasWinner
          ? {
              label: t('try.title'),
              onClick: () => void tryIt(),
              disabled: blocked !== undefined || busy,
              hint: blocked,
            }
          : { label: t('needs.train'), onClick: () => go('train') }
      }
    >
      {hasWinner && !evaluated && (
        <Notice tone="warn" title={t('untested.title')}>
          {t('untested.text')}
        </Notice>
      )}
      <ul className={classes.cards}>
        <TakeCard
          name="bundle"
          Icon={IconDatabase}
          onTake={() => void downloadBundle()}
          blocked={blocked}
          disabled={busy}
        />
        <TakeCard
          name="predictions"
          Icon={IconFileSpreadsheet}
          onTake={() => void downloadTestPredictions()}
          blocked={evaluated ? blocked : t('needs.evaluation')}
          disabled={busy}
        />
        <TakeCard
          name="report"
          Icon={IconReportMedical}
          onTake={() => go('report')}
          blocked={evaluated ? blocked : t('needs.evaluation')}
          disabled={busy}
        />
        <TakeCard
          name="study"
          Icon={IconFileText}
          onTake={downloadStudy}
          blocked={hasStudy ? undefined : t('needs.study')}
          disabled={busy}
        />
        <TakeCard
          name="try"
          Icon={IconPlayerPlay}
          onTake={() => void tryIt()}
          blocked={blocked}
          disabled={busy}
        />
        <ClusterCard blocked={blocked} disabled={busy} />
      </ul>
    </Stage>
  );
}
