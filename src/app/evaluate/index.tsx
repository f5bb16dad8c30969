import { Loader } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { WorkProgress } from '../ui/work-progress';
import { AgainNotice } from './again-notice';
import classes from './evaluate.module.css';
import { Locked } from './locked';
import { OpenDialog } from './open-dialog';
import { isModelChanged, isPlanChanged, outerWork, staleness, winnerOf } from './result-state';
import { Results } from './results';
import { TestLock } from './test-lock';

/** How good is it on people it has never seen? Locked first, then the answer. */
export default function Evaluate() {
  const { t } = useTranslation('evaluate');
  const journal = useApp((s) => s.journal);
  const study = useApp((s) => s.study);
  const busy = useApp((s) => s.busy);
  const sites = useApp((s) => s.split.value?.sites.filter(({ site }) => site !== '').length ?? 0);
  const working = busy?.kind === 'evaluating' ? busy : null;
  const go = useApp((s) => s.go);
  const [asking, setAsking] = useState(false);
  const winner = winnerOf(journal, study?.evaluation);
  const stale = staleness({ study, journal });
  const searching = journal.phase === 'running' || journal.phase === 'paused';
  const evaluation = journal.evaluation?.evaluation;
  const planned =
    study &&
    evaluation &&
    stale === null &&
    (isPlanChanged(study, evaluation) || isModelChanged(journal, study));
  const again = stale === 'better' || stale === 'longer' ? stale : planned ? 'changed' : null;
  const outer = journal.study && outerWork(journal.study, journal, sites);

  const openHint = searching ? t('locked.stillSearching') : stale ? t('locked.changedHint') : undefined;
  const primary = !winner
    ? { label: t('empty.action'), onClick: () => go('train') }
    : evaluation
      ? { label: t('next'), onClick: () => go('explain') }
      : {
          label: t(outer ? `nested.${outer.kind}.open` : 'locked.open'),
          onClick: () => setAsking(true),
          disabled: openHint !== undefined,
          loading: working !== null,
          hint: openHint,
        };

  return (
    <Stage
      title={t('title')}
      lead={t(outer ? `nested.${outer.kind}.lead` : evaluation ? 'leadOpened' : 'leadLocked')}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        picture: <TestLock />,
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-078378' },
      }}
      primary={primary}
    >
      {!winner && <Notice title={t('empty.title')}>{t('empty.text')}</Notice>}
      {again && (
        <AgainNotice
          why={again}
          onEvaluate={() => setAsking(true)}
          disabled={searching || working !== null}
        />
      )}
      {working?.progress ? (
        <WorkProgress busy={working} />
      ) : (
        working && (
          <p className={classes.working} role="status">
            <Loader size={18} aria-hidden />
            {t('working')}
          </p>
        )
      )}
      {winner && !evaluation && <Locked winner={winner} opened={journal.testOpened} outer={outer} />}
      {winner && evaluation && journal.study?.task && (
        <Results
          evaluation={evaluation}
          task={journal.study.task}
          trial={journal.trials.find((one) => one.trial === journal.evaluation?.trial) ?? winner.trial}
          study={winner.study}
          members={journal.evaluation?.members ?? winner.members}
          opened={journal.testOpened}
          subgroups={journal.subgroups}
        />
      )}
      <OpenDialog opened={asking} onClose={() => setAsking(false)} times={journal.testOpened} outer={outer} />
    </Stage>
  );
}
