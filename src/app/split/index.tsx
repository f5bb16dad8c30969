import { Button, Loader } from '@mantine/core';
import { IconLock, IconRotateClockwise } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { splitColumn } from '../../study/split-column';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { FindingList } from '../ui/finding-list';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { OuterTable } from './outer-table';
import { PartTable } from './part-table';
import { PassedChecks } from './passed-checks';
import { PeoplePicture } from './people-picture';
import { ProbesPanel } from './probes';
import { RepeatsPicture } from './repeats-picture';
import { SiteRows } from './site-rows';
import { SizePanels } from './size-panels';
import classes from './split.module.css';
import { SplitForm } from './split-form';
import { SplitPicture } from './split-picture';
import { TimePicture } from './time-picture';

/** The split as it would be made now: picture, numbers, sites; the last good one stays while the next is made. */
function Answer() {
  const { t } = useTranslation('split');
  const { value, error, pending } = useApp((s) => s.split);
  const task = useApp((s) => s.study?.task);
  const test = useApp((s) => s.study?.split.test);
  const isDate = useApp(
    ({ study }) =>
      study?.split.test.kind === 'time' &&
      study.columns.find(({ name }) => name === splitColumn(study.split))?.type === 'date',
  );
  // An outcome that cannot be learned is told among the findings, in the same words.
  const told = useApp((s) => s.findings.value?.some((f) => f.error?.code === s.split.error?.code) ?? false);
  if (error) return told ? null : <Problem error={error} />;
  if (!value || !task)
    return pending ? (
      <p className={classes.waiting} role="status">
        <Loader size="xs" aria-hidden /> {t('pending')}
      </p>
    ) : null;
  // While the next answer is made, the last one may be of another kind of test.
  const turns = value.outer.length === 0 ? null : value.outer[0].name === '1' ? 'kfold' : 'sites';
  return (
    <div className={classes.answer} data-pending={pending} aria-busy={pending}>
      <PeoplePicture summary={value} task={task} />
      {value.outer.length === 0 && <RepeatsPicture summary={value} />}
      {value.time && test?.kind === 'time' && (
        <TimePicture time={value.time} column={test.column} isDate={isDate} />
      )}
      <p className={classes.locked}>
        {turns ? <IconRotateClockwise size={18} aria-hidden /> : <IconLock size={18} aria-hidden />}
        <span>{t(turns ? `turn.${turns}.text` : 'locked')}</span>
      </p>
      {turns ? (
        <OuterTable summary={value} task={task} by={turns} />
      ) : (
        <PartTable summary={value} task={task} />
      )}
      {value.left > 0 && (
        <p className={classes.caption}>{t('left', { count: value.left, n: formatCount(value.left) })}</p>
      )}
      {!turns && <SiteRows sites={value.sites} />}
      <SizePanels summary={value} kind={task.kind} names={task.classes} />
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
  // A test part that is too small has a panel of its own here.
  const told = findings?.filter(({ key }) => key !== 'fewEvents') ?? [];
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
      {told.some((f) => f.level !== 'fine') && (
        <section>
          <h2 className={classes.heading}>{t('findings')}</h2>
          <FindingList findings={told} />
        </section>
      )}
      <div>
        <h2 className={classes.heading}>{t('form.title')}</h2>
        <SplitForm study={study} />
      </div>
      <Answer />
      {findings && <PassedChecks findings={findings} />}
      {study.task && !failed && <ProbesPanel study={study} />}
    </Stage>
  );
}
