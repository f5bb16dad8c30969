import { Loader } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { Notice } from '../ui/notice';
import { Problem } from '../ui/problem';
import { JournalTable } from './journal-table';
import { Options } from './options';
import { printTable } from './print';
import classes from './table-one.module.css';
import { TakeAway } from './take-away';

/** Who are these patients, and are the groups alike? */
export default function TableOneScreen() {
  const { t, i18n } = useTranslation('table-one');
  const study = useApp((s) => s.study);
  const { value, error, pending } = useApp((s) => s.tableOne);
  const chosen = useApp((s) => s.tableOneBy);
  const ask = useApp((s) => s.askTableOne);
  const go = useApp((s) => s.go);
  const opened = useApp((s) => s.journal.testOpened);
  const target = study?.task?.target;
  // The table is of the study as it is, and of the rows that may be looked at.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes the answer, not what the question is made of
  useEffect(() => void ask(), [ask, study, opened]);
  const printed = useMemo(
    () =>
      value && target !== undefined && printTable(value, target, i18n.language, (key, fill) => t(key, fill)),
    [value, target, t, i18n.language],
  );
  if (!study) return <EmptyStage title={t('title')} />;
  const by = chosen ?? (study.task?.kind === 'regression' ? 'none' : 'outcome');
  return (
    <Stage
      title={t('title')}
      lead={t('lead')}
      wide
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1002/sim.3697' },
      }}
      primary={{ label: t('back'), onClick: () => go('split') }}
    >
      {study.task ? <Options study={study} by={by} /> : <Notice>{t('noTarget')}</Notice>}
      {error && <Problem error={error} />}
      {pending && !printed && (
        <p className={classes.waiting} role="status">
          <Loader size="xs" aria-hidden /> {t('pending')}
        </p>
      )}
      {printed && (
        <>
          <TakeAway table={printed} study={study.name} disabled={pending} />
          <JournalTable table={printed} pending={pending} />
        </>
      )}
    </Stage>
  );
}
