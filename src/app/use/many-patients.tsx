import { Button, NativeSelect } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import type { Predictions } from '../../export/predictor';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { Notice } from '../ui/notice';
import { formatCount } from '../ui/number';
import { WorkProgress } from '../ui/work-progress';
import { columnsOf, FurtherTable } from './further-table';
import { PredictionsTable } from './predictions-table';
import classes from './use.module.css';

/** So many columns are named; a table coded in another way may have them all. */
const NAMED = 8;

/** A table in, its predictions out. */
export function ManyPatients({ model }: { model: ModelCard }) {
  const { t } = useTranslation(['use', 'join']);
  const predictFile = useApp((s) => s.predictFile);
  const predictions = useApp((s) => s.predictions);
  const downloadPredictions = useApp((s) => s.downloadPredictions);
  const waiting = useApp((s) => s.waiting);
  const busy = useApp((s) => s.busy);
  // What was predicted for the form is not the answer to a table.
  const [before] = useState<Predictions | null>(() => (predictions?.n === 1 ? predictions : null));
  const [site, setSite] = useState('');
  const unknown = predictions?.unknown ?? [];
  const columns = unknown
    .slice(0, NAMED)
    .map(({ name, rows }) => t('table.unknownIn', { name, count: rows, n: formatCount(rows) }))
    .concat(unknown.length > NAMED ? ['…'] : [])
    .join(', ');
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
      {predictions && predictions !== before && (
        <section className={classes.many} aria-label={t('table.title')}>
          <div className={classes.manyHead}>
            <h2 className={classes.cardTitle}>
              {t('table.count', { count: predictions.n, n: formatCount(predictions.n) })}
            </h2>
            <Button
              variant="light"
              leftSection={<IconDownload size={16} aria-hidden />}
              onClick={() => void downloadPredictions()}
              disabled={busy !== null}
            >
              {t('table.download')}
            </Button>
          </div>
          {predictions.joined?.map(({ matched, unmatched }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a table's place is what it is known by
            <Notice key={i}>
              {t('join:use.joined', { n: formatCount(matched), all: formatCount(matched + unmatched) })}
            </Notice>
          ))}
          {columns !== '' && (
            <Notice tone="warn" title={t('table.unknownTitle')}>
              {t('table.unknown', { columns })}
            </Notice>
          )}
          <PredictionsTable predictions={predictions} target={model.task.target} />
        </section>
      )}
    </>
  );
}
