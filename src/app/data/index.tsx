import { Button, Skeleton } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { EmptyStage } from '../ui/empty-stage';
import { ColumnTable } from './column-table';
import { DoItForMe } from './do-it-for-me';
import { FoundSentence } from './found-sentence';
import { GiveAgain } from './give-again';
import { HorizonPanel } from './horizon-panel';
import { HospitalsLink } from './hospitals-link';
import { IdentifierPanel } from './identifier-panel';
import { JoinPanel } from './join-panel';
import { NamelessNotice } from './nameless-notice';
import { QualityPanel } from './quality-panel';
import { QuestionForm } from './question-form';
import { TargetPanel } from './target-panel';
import { TargetPicture } from './target-picture';

const PictureData = lazy(() => import('./picture-data').then((m) => ({ default: m.PictureData })));

/** What was found in the table, what is to be predicted, and what every column is for. */
export default function Data() {
  const { t } = useTranslation('data');
  const study = useApp((s) => s.study);
  const go = useApp((s) => s.go);
  const blocked = useApp((s) => s.findings.value?.some((f) => f.level === 'stop') ?? false);
  const [asking, setAsking] = useState(false);
  if (!study) return <EmptyStage title={t('title')} />;
  if (study.images)
    return (
      <Suspense fallback={<Skeleton height={480} m="xl" />}>
        <PictureData study={study} />
      </Suspense>
    );
  const hint = !study.task ? t('hint.noTarget') : blocked ? t('hint.blocked') : undefined;
  return (
    <Stage
      title={t('title')}
      lead={<FoundSentence />}
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        picture: <TargetPicture />,
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-078378' },
      }}
      primary={{ label: t('stepByStep'), onClick: () => go('split'), disabled: !study.task, hint }}
      secondary={
        <Button variant="default" disabled={!study.task || blocked} onClick={() => setAsking(true)}>
          {t('doIt.open')}
        </Button>
      }
    >
      <TargetPanel />
      <HorizonPanel />
      <GiveAgain />
      <NamelessNotice />
      <HospitalsLink />
      <JoinPanel />
      <IdentifierPanel />
      <QualityPanel />
      <QuestionForm />
      <ColumnTable />
      <DoItForMe opened={asking} onClose={() => setAsking(false)} />
    </Stage>
  );
}
