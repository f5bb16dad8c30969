import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isWinnerEvaluated } from '../evaluate/result-state';
import { Skipped } from '../found/skipped';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { WorkProgress } from '../ui/work-progress';
import { ExternalMapping } from './external-mapping';
import { ExternalResult } from './external-result';

/** Does the model hold in another hospital? A file beside the frozen model, its mapping, then the numbers. */
export default function ExternalValidation() {
  const { t } = useTranslation('external');
  const model = useApp((s) => s.externalModel);
  const loaded = useApp((s) => s.model);
  const evaluated = useApp((s) => isWinnerEvaluated(s.journal));
  const journalled = useApp((s) => s.journal.externals);
  const external = useApp((s) => s.external);
  const result = useApp((s) => s.externalResult);
  const busy = useApp((s) => s.busy);
  const ofPictures = useApp((s) =>
    s.externalModel === 'winner' ? !!s.journal.study?.images : !!s.model?.picture,
  );
  const joins = useApp((s) =>
    s.externalModel === 'winner' ? (s.journal.study?.joins?.length ?? 0) : (s.model?.joins.length ?? 0),
  );
  const dropExternal = useApp((s) => s.dropExternal);
  const dropExternalPictures = useApp((s) => s.dropExternalPictures);
  const closeExternal = useApp((s) => s.closeExternal);
  const validateExternal = useApp((s) => s.validateExternal);
  const go = useApp((s) => s.go);
  const [chosen, setChosen] = useState('');
  const there = model === 'winner' ? evaluated : loaded !== null;
  const before = model === 'winner' ? journalled : [];
  const earlier = before.find(({ sha256 }) => sha256 === chosen) ?? before.at(-1) ?? null;
  const shown = result ?? (external ? null : earlier);
  const [problem] = external?.problems ?? [];
  const validated = external !== null && result !== null;
  const nextName = t('defaultName', { number: formatCount(before.length + 1) });

  return (
    <Stage
      title={t('title')}
      lead={t(ofPictures ? 'pictures.lead' : 'lead')}
      wide
      aside={{
        why: t('aside.why'),
        reviewer: t('aside.reviewer'),
        paper: { label: t('aside.paper'), href: 'https://doi.org/10.1136/bmj-2023-074819' },
      }}
      primary={
        external && !validated
          ? {
              label: t('validate'),
              onClick: () => void validateExternal(),
              disabled: external.problems.length > 0,
              loading: busy !== null,
              hint: problem ? t('problems', { count: external.problems.length }) : undefined,
            }
          : undefined
      }
      secondary={
        <>
          {external && (
            <Button variant="default" onClick={closeExternal}>
              {t('another')}
            </Button>
          )}
          <Button variant="default" onClick={() => go(model === 'winner' ? 'evaluate' : 'use')}>
            {t(model === 'winner' ? 'backToEvaluate' : 'backToUse')}
          </Button>
        </>
      }
    >
      {!there && <Notice title={t('none.title')}>{t(`none.${model}`)}</Notice>}
      {busy && busy.kind !== 'exporting' && <WorkProgress busy={busy} />}
      {there && !external && !busy && ofPictures && (
        <DropZone
          label={t('pictures.label')}
          hint={t('pictures.hint')}
          button={t('pictures.button')}
          folderButton={t('pictures.folder')}
          accept=""
          compact={before.length > 0}
          onFiles={(files) => void dropExternalPictures(files, nextName)}
        />
      )}
      {there && !external && !busy && !ofPictures && (
        <DropZone
          label={t('drop.label')}
          hint={
            <>
              {t('drop.hint')} {joins > 0 && t('drop.joined')}
            </>
          }
          button={t('drop.button')}
          accept=".csv,.tsv,.txt,.data,.arff,.xlsx,.zip"
          compact={before.length > 0}
          onFile={(file) => void dropExternal(file, nextName)}
        />
      )}
      {!external && before.length > 1 && (
        <NativeSelect
          label={t('which')}
          value={earlier?.sha256 ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={before.map(({ sha256, name, rows }) => ({
            value: sha256,
            label: t('named', { name, rows: formatCount(rows) }),
          }))}
        />
      )}
      {external?.pictures && !validated && <Skipped read={external.pictures} />}
      {problem && <Problem error={problem} />}
      {shown && <ExternalResult external={shown} held={validated} task={external?.task} key={shown.sha256} />}
      {external && <ExternalMapping external={external} folded={validated} />}
    </Stage>
  );
}
