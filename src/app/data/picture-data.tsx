import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../study/schema';
import { Stage } from '../frame/stage';
import { Gallery } from '../gallery';
import { useApp } from '../store';
import { FindingList } from '../ui/finding-list';
import { formatCount } from '../ui/number';
import { ColumnTable } from './column-table';
import { DoItForMe } from './do-it-for-me';
import { IdentifierPanel } from './identifier-panel';
import { QualityPanel } from './quality-panel';
import { QuestionForm } from './question-form';
import { TargetPanel } from './target-panel';

/** What the pictures of a study show, what is to be predicted, and the columns that came with them. */
export function PictureData({ study }: { study: Study }) {
  const { t } = useTranslation('images');
  const { t: d } = useTranslation('data');
  const go = useApp((s) => s.go);
  const findings = useApp((s) => s.findings.value);
  const [asking, setAsking] = useState(false);
  const blocked = findings?.some((f) => f.level === 'stop') ?? false;
  const joined = study.columns.some((column) => column.role === 'feature' || column.role === 'ignore');
  const hint = !study.task ? d('hint.noTarget') : blocked ? d('hint.blocked') : undefined;
  return (
    <Stage
      title={t('data.title')}
      lead={<FoundInStudy study={study} />}
      wide
      aside={{
        why: t('data.aside.why'),
        reviewer: t('data.aside.reviewer'),
        paper: { label: t('data.aside.paper'), href: 'https://doi.org/10.1371/journal.pmed.1002683' },
      }}
      primary={{ label: d('stepByStep'), onClick: () => go('split'), disabled: !study.task, hint }}
      secondary={
        <Button variant="default" disabled={!study.task || blocked} onClick={() => setAsking(true)}>
          {d('doIt.open')}
        </Button>
      }
    >
      <TargetPanel />
      {blocked && findings && <FindingList findings={findings.filter((f) => f.level === 'stop')} />}
      <Gallery study={study} />
      {joined && (
        <>
          <IdentifierPanel />
          <QualityPanel />
        </>
      )}
      <QuestionForm />
      {joined && <ColumnTable />}
      <DoItForMe opened={asking} onClose={() => setAsking(false)} />
    </Stage>
  );
}

function FoundInStudy({ study }: { study: Study }) {
  const { t } = useTranslation('images');
  const profile = useApp((s) => s.profile);
  const patient = study.columns.find((column) => column.role === 'patient')?.name;
  const patients = profile.find((column) => column.name === patient)?.distinct;
  const counted = (key: string, count: number | undefined) =>
    count === undefined ? [] : [t(`data.${key}`, { count, n: formatCount(count) })];
  const parts = [
    ...counted('pictures', study.data?.rows),
    ...counted('patients', patients),
    ...counted('classes', study.task?.classes.length),
  ].join(', ');
  return (
    <span data-testid="found">
      {t('data.found', { parts, labels: t(`data.labelsFrom.${study.images?.labels.from ?? 'hand'}`) })}
      {study.data?.kind === 'phantoms' && <strong> {t('data.phantoms')}</strong>}
    </span>
  );
}
