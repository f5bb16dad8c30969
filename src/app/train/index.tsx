import { Anchor, Text } from '@mantine/core';
import { useDeferredValue, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../study/schema';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { WorkProgress } from '../ui/work-progress';
import { Blockers, useBlockers } from './blockers';
import { YourTurn } from './control/your-turn';
import { Controls } from './controls';
import { FirstNote } from './first-note';
import { Live, loadCurves } from './live';
import { RateDialog } from './rate-dialog';
import { SearchPicture } from './search-picture';
import { Setup } from './setup';
import { FOLDED_SETUP, StatusLine, showBackendChoice } from './status-line';
import classes from './train.module.css';
import { Unlearned } from './unlearned';

export default function TrainScreen() {
  const { t } = useTranslation('train');
  const study = useApp((s) => s.study);
  const blockers = useBlockers(study);
  const begun = useBegun();
  const primary = usePrimary(study, blockers.length > 0);
  if (!study) return <EmptyStage title={t('title')} />;
  return (
    <Stage
      title={t('title')}
      lead={begun ? undefined : t('lead')}
      wide={begun}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        picture: <SearchPicture />,
        paper: { label: t('aside.paper'), href: 'https://www.jmlr.org/papers/v13/bergstra12a.html' },
      }}
      primary={primary}
    >
      {study.task ? <Workbench study={study} blockers={blockers} /> : <Text>{t('noTarget')}</Text>}
    </Stage>
  );
}

/** The one way on: to a table, to the first start, or, once a trial is finished, to its evaluation. */
function usePrimary(study: Study | null, blocked: boolean): Parameters<typeof Stage>[0]['primary'] {
  const { t } = useTranslation('train');
  const phase = useApp((s) => s.journal.phase);
  const finished = useApp((s) => s.journal.trials.some((trial) => trial.state === 'finished'));
  const steering = useApp((s) => s.steering);
  const startSearch = useApp((s) => s.startSearch);
  const go = useApp((s) => s.go);
  if (!study?.task) return { label: t('toData'), onClick: () => go('data') };
  if (!finished && (phase === 'none' || phase === 'finished'))
    return {
      label: t('controls.start'),
      onClick: () => void startSearch(),
      disabled: blocked,
      loading: steering,
      hint: blocked ? t('blocked') : steering ? t('starting') : undefined,
    };
  return {
    label: t('toEvaluation'),
    onClick: () => go('evaluate'),
    disabled: !finished,
    hint: !finished ? t('nothingFinished') : phase === 'running' ? t('stillRunning') : undefined,
  };
}

/** Whether a search is to be seen. The change from settings to curves is large: it is drawn in slices, between inputs. */
function useBegun(): boolean {
  return useDeferredValue(useApp((s) => s.journal.phase !== 'none'));
}

function Workbench({ study, blockers }: { study: Study; blockers: ReturnType<typeof useBlockers> }) {
  const { t } = useTranslation(['train', 'frame']);
  const phase = useApp((s) => s.journal.phase);
  const backend = useApp((s) => s.backend);
  const active = phase === 'running' || phase === 'paused';
  const begun = useBegun();
  const preparing = useApp((s) => (s.busy?.kind === 'preparing' ? s.busy : null));
  useEffect(() => {
    void loadCurves();
  }, []);
  return (
    <div className={classes.screen}>
      {preparing && <WorkProgress busy={preparing} />}
      <FirstNote />
      {!active && <Blockers blockers={blockers} withWarnings={!begun} />}
      {begun && (
        <>
          <StatusLine controls={<Controls blocked={blockers.length > 0} />} />
          <YourTurn />
          <Unlearned active={active} />
          <Live />
        </>
      )}
      {!begun && (
        <Text size="sm">
          {backend
            ? t('backend.inUse', { name: t(`backend.names.${backend}`, { ns: 'frame' }) })
            : t('backend.testing')}{' '}
          <Anchor component="button" type="button" size="sm" onClick={showBackendChoice}>
            {t('backend.change')}
          </Anchor>
        </Text>
      )}
      <RateDialog />
      {begun ? <FoldedSetup study={study} active={active} /> : <Setup study={study} locked={false} />}
    </div>
  );
}

/** The settings once a search has begun. Drawn only while they are open: a start does not wait for them. */
function FoldedSetup({ study, active }: { study: Study; active: boolean }) {
  const { t } = useTranslation('train');
  const [open, setOpen] = useState(false);
  return (
    <details
      id={FOLDED_SETUP}
      className={classes.folded}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{t(active ? 'setup.current' : 'setup.next')}</summary>
      {open && <Setup study={study} locked={active} />}
    </details>
  );
}
