import {
  IconDatabase,
  IconFileSpreadsheet,
  IconFileText,
  IconFileTypeHtml,
  IconPlayerPlay,
  IconReportMedical,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { rowsHeldBy } from '../../prep/holds-rows';
import { isWinnerEvaluated, stepsTaken, winnerOf } from '../evaluate/result-state';
import { Stage } from '../frame/stage';
import type { Language } from '../i18n';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { ClusterCard } from './cluster-card';
import { LeftOutNotice } from './left-out-notice';
import { ParcelPicture } from './parcel-picture';
import { RowsDialog } from './rows-dialog';
import { TakeCard } from './take-card';
import classes from './take-home.module.css';
import { modelsHoldingRows } from './without-rows';

/** What holds fitted steps, and with them perhaps rows. */
type Taken = 'bundle' | 'page' | 'cluster';

/** What do you take, and for whom? */
export default function TakeHome() {
  const { t, i18n } = useTranslation('take-home');
  const hasWinner = useApp((s) => winnerOf(s.journal) !== null);
  const evaluated = useApp((s) => isWinnerEvaluated(s.journal));
  const busy = useApp((s) => s.busy !== null);
  const searching = useApp((s) => s.journal.phase === 'running' || s.journal.phase === 'paused');
  const go = useApp((s) => s.go);
  const openWinner = useApp((s) => s.useWinner);
  const downloadBundle = useApp((s) => s.downloadBundle);
  const downloadTestPredictions = useApp((s) => s.downloadTestPredictions);
  const downloadStudy = useApp((s) => s.downloadStudy);
  const study = useApp((s) => s.study);
  const hasStudy = study !== null;
  const journal = useApp((s) => s.journal);
  const downloadPage = useApp((s) => s.downloadPage);
  const downloadProject = useApp((s) => s.downloadClusterProject);
  /** What is to be taken once a person has said that rows of patients may leave with it. */
  const [asking, setAsking] = useState<Taken | null>(null);
  const held = rowsHeldBy(stepsTaken(journal, study));
  const models = modelsHoldingRows(journal, study);
  const take = (what: Taken, rowsMayLeave: boolean) =>
    what === 'cluster'
      ? void downloadProject(rowsMayLeave)
      : void (what === 'page' ? downloadPage : downloadBundle)(i18n.language as Language, rowsMayLeave);
  // A project for a cluster holds steps, and no model.
  const heldIn = (what: Taken) => held.length + (what === 'cluster' ? 0 : models.length);
  const ask = (what: Taken) => () => (heldIn(what) > 0 ? setAsking(what) : take(what, false));

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
      <LeftOutNotice />
      <RowsDialog
        opened={asking !== null}
        onClose={() => setAsking(null)}
        held={held}
        models={asking === 'cluster' ? [] : models}
        onExport={() => asking && take(asking, true)}
      />
      <ul className={classes.cards}>
        <TakeCard
          name="bundle"
          Icon={IconDatabase}
          onTake={ask('bundle')}
          blocked={blocked}
          disabled={busy}
        />
        <TakeCard
          name="page"
          Icon={IconFileTypeHtml}
          onTake={ask('page')}
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
          onTake={() => void downloadStudy()}
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
        <ClusterCard onTake={ask('cluster')} blocked={blocked} disabled={busy} />
      </ul>
    </Stage>
  );
}
