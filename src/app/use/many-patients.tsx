import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { Notice } from '../ui/notice';
import { WorkProgress } from '../ui/work-progress';
import type { FormValues } from './form-values';
import { columnsOf, FurtherTable } from './further-table';
import { TableResults } from './table-results';

interface Props {
  model: ModelCard;
  onOpen(values: FormValues): void;
}

/** A table in, its predictions out. */
export function ManyPatients({ model, onOpen }: Props) {
  const { t } = useTranslation(['use', 'join']);
  const predictFile = useApp((s) => s.predictFile);
  const predictions = useApp((s) => s.predictions);
  const from = useApp((s) => s.predictedFrom);
  const waiting = useApp((s) => s.waiting);
  const busy = useApp((s) => s.busy);
  const [site, setSite] = useState('');
  if (busy?.kind === 'predicting') return <WorkProgress busy={busy} />;
  return (
    <>
      {model.sites.length > 1 && (
        <NativeSelect
          label={t('hospital.label')}
          value={site}
          onChange={(event) => setSite(event.currentTarget.value)}
          data={[{ value: '', label: t('hospital.auto') }, ...model.sites]}
        />
      )}
      {model.joins.length > 0 && !waiting && (
        <Notice>{t('join:use.needs', { left: columnsOf(model.joins, 'left') })}</Notice>
      )}
      {waiting ? (
        <FurtherTable waiting={waiting} model={model} />
      ) : (
        <DropZone
          label={t('table.label')}
          hint={t('table.hint', { count: model.inputs.length })}
          button={t('table.button')}
          accept=".csv,.tsv,.txt,.data,.arff,.xlsx,.zip"
          compact
          onFile={(file) => void predictFile(file, site || undefined)}
        />
      )}
      {predictions && from && (
        <TableResults
          // Another table has nothing of the one before.
          key={`${from.file.name} ${from.file.lastModified} ${predictions.n}`}
          model={model}
          predictions={predictions}
          columns={from.columns}
          onOpen={onOpen}
        />
      )}
    </>
  );
}
