import { Button, Switch } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImagesPlan } from '../../study/schema';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import type { FoundPictures } from '../store/types';
import { EmptyStage } from '../ui/empty-stage';
import { WorkProgress } from '../ui/work-progress';
import { AxisChoice } from './axis-choice';
import { labelsIn, planProblem, proposedPlan } from './found-plan';
import { FoundPicturesSentence } from './found-sentence';
import { LabelChoice } from './label-choice';
import { PatientChoice } from './patient-choice';
import { Skipped } from './skipped';

/** What a drop of pictures held, and where their labels and patients come from, before a study begins. */
export default function Found() {
  const { t } = useTranslation('images');
  const found = useApp((s) => s.found);
  if (!found) return <EmptyStage title={t('found.title')} />;
  // Another reading is another proposal.
  return <Proposal key={`${found.files.length} ${found.read.pictures} ${found.axis}`} found={found} />;
}

function Proposal({ found }: { found: FoundPictures }) {
  const { t } = useTranslation('images');
  const busy = useApp((s) => s.busy);
  const adoptPictures = useApp((s) => s.adoptPictures);
  const closePictures = useApp((s) => s.closePictures);
  const [plan, setPlan] = useState<ImagesPlan>(() => proposedPlan(found));
  const { read, table } = found;
  // A table that comes after it was chosen brings its columns with it.
  useEffect(() => {
    if (table)
      setPlan((now) =>
        now.labels.from === 'table' ? { ...now, labels: labelsIn(table.table.columns) } : now,
      );
  }, [table]);
  const problem = read.pictures === 0 ? 'nothing' : planProblem(plan, found);
  return (
    <Stage
      title={t('found.title')}
      lead={<FoundPicturesSentence read={read} />}
      aside={{
        why: t('found.aside.why'),
        reviewer: t('found.aside.reviewer'),
        paper: { label: t('found.aside.paper'), href: 'https://doi.org/10.1038/s42256-021-00307-0' },
      }}
      primary={{
        label: t('found.begin'),
        onClick: () => void adoptPictures(plan),
        disabled: problem !== null || busy !== null,
        loading: busy?.kind === 'opening',
        hint: problem ? t(`found.hint.${problem}`) : undefined,
      }}
      secondary={
        <Button variant="default" onClick={closePictures}>
          {t('cancel', { ns: 'common' })}
        </Button>
      }
    >
      {busy && busy.kind !== 'opening' && <WorkProgress busy={busy} />}
      <Skipped read={read} />
      <AxisChoice found={found} />
      <LabelChoice found={found} plan={plan} onChange={setPlan} />
      <PatientChoice found={found} plan={plan} onChange={setPlan} />
      <Switch
        label={t('found.alike')}
        description={t('found.alikeHelp')}
        checked={plan.alike === 'together'}
        onChange={(event) => setPlan({ ...plan, alike: event.currentTarget.checked ? 'together' : 'apart' })}
      />
    </Stage>
  );
}
