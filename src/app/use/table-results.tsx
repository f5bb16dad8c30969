import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../engine/protocol';
import type { NewPredictions } from '../../engine/using/api';
import type { RowsOf } from '../../export/inputs';
import { markedRows } from '../../export/remarks';
import { Notice } from '../ui/notice';
import { formatCount, formatRisk } from '../ui/number';
import { DownloadForm } from './download-form';
import type { FormValues } from './form-values';
import { OneRow } from './one-row';
import { PredictionsTable } from './predictions-table';
import { decidedCounts, thresholdOf } from './reading';
import classes from './use.module.css';

/** So many columns are named; a table coded in another way may have them all. */
const NAMED = 8;

interface Props {
  model: ModelCard;
  predictions: NewPredictions;
  /** Of the file, in its order. */
  columns: string[];
  onOpen(values: FormValues): void;
}

/** What the model says of a table: how it falls out, what to be careful of, row by row, and as a file. */
export function TableResults({ model, predictions, columns, onOpen }: Props) {
  const { t } = useTranslation(['use', 'join']);
  const [marked, setMarked] = useState(false);
  const [looked, setLooked] = useState<number | null>(null);
  const { remarks, n, kind } = predictions;
  const only = useMemo(() => markedRows(remarks), [remarks]);
  const counts = useMemo(() => decidedCounts(predictions), [predictions]);
  const { target } = model.task;
  const named = (list: RowsOf[]) =>
    list
      .slice(0, NAMED)
      .map(({ name, rows }) => t('table.in', { name, count: rows.length, n: formatCount(rows.length) }))
      .concat(list.length > NAMED ? ['…'] : [])
      .join(', ');
  return (
    <section className={classes.many} aria-label={t('table.title')} data-testid="table-results">
      <h2 className={classes.cardTitle}>{t('table.count', { count: n, n: formatCount(n) })}</h2>
      {kind === 'binary' && (
        <p className={classes.said}>
          {t('table.above', {
            count: counts[1],
            n: formatCount(counts[1]),
            target,
            label: predictions.classes[1],
            threshold: formatRisk(thresholdOf(predictions)),
          })}
        </p>
      )}
      {kind === 'multiclass' && (
        <p className={classes.said}>
          {t('result.value', { target })}:{' '}
          {predictions.classes.map((label, i) => `${label} (${formatCount(counts[i])})`).join(' · ')}
        </p>
      )}
      {predictions.joined?.map(({ matched, unmatched }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a table's place is what it is known by
        <Notice key={i}>
          {t('join:use.joined', { n: formatCount(matched), all: formatCount(matched + unmatched) })}
        </Notice>
      ))}
      {(['needed', 'unknown', 'outside'] as const).map(
        (about) =>
          remarks[about].length > 0 && (
            <Notice key={about} tone="warn" title={t(`table.${about}Title`)}>
              {t(`table.${about}`, { columns: named(remarks[about]) })}
            </Notice>
          ),
      )}
      <DownloadForm columns={columns} />
      {only.length > 0 && (
        <SegmentedControl
          className={classes.views}
          aria-label={t('table.which')}
          value={marked ? 'marked' : 'all'}
          onChange={(value) => setMarked(value === 'marked')}
          data={[
            { value: 'all', label: t('table.all', { n: formatCount(n) }) },
            { value: 'marked', label: t('table.marked', { n: formatCount(only.length) }) },
          ]}
        />
      )}
      <PredictionsTable
        key={String(marked)}
        predictions={predictions}
        target={target}
        only={marked ? only : null}
        looked={looked}
        onLook={setLooked}
      />
      {looked !== null && (
        <OneRow key={looked} model={model} predictions={predictions} row={looked} onOpen={onOpen} />
      )}
    </section>
  );
}
