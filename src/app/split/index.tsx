import { Button, Loader } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { FindingList } from '../ui/finding-list';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { PartTable } from './part-table';
import { PassedChecks } from './passed-checks';
import { PeoplePicture } from './people-picture';
import { ProbesPanel } from './probes';
import { SiteRows } from './site-rows';
import classes from './split.module.css';
import { SplitForm } from './split-form';
import { SplitPicture } from './split-picture';

/** The split as it would be made now: picture, numbers, sites; the last good one stays while the next is made. */
function Answer() {
  const { t } = useTranslation('split');
  const { value, error, pending } = useApp((s) => s.split);
  const task = useApp((s) => s.study?.task);
  // An outcome that cannot be learned is told among the findings, in the same words.
  const told = useApp((s) => s.findings.value?.some((f) => f.error?.code === s.split.error?.code) ?? false);
  if (error) return told ? null : <Problem error={error} />;
  if (!value || !task)
    return pending ? (
      <p className={classes.waiting} role="status">
        <Loader size="xs" aria-hidden /> {t('pending')}
      </p>
    ) : null;
  return (
    <div className={classes.answer} data-pending={pending} aria-busy={pending}>
      <PeoplePicture summary={value} task={task} />
      <p className={classes.locked}>
        <IconLock size={18} aria-hidden />
        <span>{t('locked')}</span>
      </p>
      <PartTable summary={value} task={task} />
      {value.left > 0 && (
        <p className={classes.caption}>{t('left', { count: value.left, n: formatCount(value.left) })}</p>
      )}
      <SiteRows sites={value.sites} />
    </div>
  );
}

/** Who trains, who validates, who is locked away. */
export default function Split() {
  const { t } = useTranslation('split');
  const study = useApp((s) => s.study);
  const findings = useApp((s) => s.findings.value);
  const failed = useApp((s) => s.split.error !== null);
  const go = useApp((s) => s.go);
  if (!study) return <EmptyStage title={t('title')} />;
  const hint = study.task ? undefined : t('noTarget');
  return (
    <Stage
      title={t('title')}
      lead={t('lead')}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        picture: <SplitPicture />,
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1016/j.patter.2023.100804' },
      }}
      primary={{ label: t('next'), onClick: () => go('prepare'), disabled: !study.task || failed, hint }}
      secondary={
        <Button variant="default" disabled={!study.task || failed} onClick={() => go('tableOne')}>
          {t('open', { ns: 'table-one' })}
        </Button>
      }
    >
      {findings?.some((f) => f.level !== 'fine') && (
        <section>
          <h2 className={classes.heading}>{t('findings')}</h2>
          <FindingList findings={findings} />
        </section>
      )}
      <Answer />
      {findings && <PassedChecks findings={findings} />}
      {study.task && !failed && <ProbesPanel study={study} />}
      <div>
        <h2 className={classes.heading}>{t('form.title')}</h2>
        <SplitForm study={study} />
      </div>
    </Stage>
  );
}
