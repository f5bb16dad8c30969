import { Button, Pagination, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewPredictions } from '../../engine/using/api';
import { remarksOfRow } from '../../export/remarks';
import { formatCount, formatRisk, formatValue } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { ProbabilityBar } from './probability-bar';
import { readings, thresholdOf } from './reading';
import { RowNotes } from './row-notes';
import classes from './use.module.css';

const PAGE = 20;

interface Props {
  predictions: NewPredictions;
  target: string;
  /** The rows to be shown, ascending; null: all. */
  only: Uint32Array | null;
  /** The row that is looked at, and how to look at another. */
  looked: number | null;
  onLook(row: number): void;
}

/** Predictions a page at a time, numbered as in the downloaded file. */
export function PredictionsTable({ predictions, target, only, looked, onLook }: Props) {
  const { t } = useTranslation('use');
  const [asked, setPage] = useState(1);
  const { kind, classes: labels, remarks } = predictions;
  const n = only?.length ?? predictions.n;
  const pages = Math.max(1, Math.ceil(n / PAGE));
  const page = Math.min(asked, pages);
  const from = (page - 1) * PAGE;
  const shown = Array.from({ length: Math.min(n - from, PAGE) }, (_, i) => only?.[from + i] ?? from + i);
  const mark = kind === 'binary' ? thresholdOf(predictions) : undefined;
  return (
    <>
      <ScrollRegion className={classes.scroll} label={t('table.rows')}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{t('table.row')}</th>
              {kind !== 'regression' && (
                <th scope="col" colSpan={2}>
                  {kind === 'binary'
                    ? t('table.probability', { target, label: labels[1] })
                    : t('table.probabilityOfIt')}
                </th>
              )}
              <th scope="col">{t('table.predicted')}</th>
              <th scope="col">{t('table.notes')}</th>
              <th scope="col">
                <VisuallyHidden>{t('table.look')}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              const [{ label, value }] = readings(predictions, row, row + 1);
              const none = Number.isNaN(value);
              return (
                <tr key={row} data-testid="prediction-row" data-looked={looked === row}>
                  <td>{formatCount(row + 1)}</td>
                  {kind !== 'regression' && (
                    <>
                      <td>{none ? '–' : formatRisk(value)}</td>
                      <td className={classes.barCell}>
                        {!none && <ProbabilityBar share={value} mark={mark} />}
                      </td>
                    </>
                  )}
                  <td>{none ? t('table.none') : (label ?? formatValue(value))}</td>
                  <td className={classes.notesCell}>
                    <RowNotes remarks={remarksOfRow(remarks, row)} all={remarks.inputs} />
                  </td>
                  <td className={classes.lookCell}>
                    <Button
                      variant="subtle"
                      size="compact-sm"
                      aria-label={t('table.lookAt', { row: formatCount(row + 1) })}
                      aria-pressed={looked === row}
                      onClick={() => onLook(row)}
                    >
                      {t('table.look')}
                    </Button>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
      {pages > 1 && (
        <Pagination
          total={pages}
          value={page}
          onChange={setPage}
          size="sm"
          siblings={1}
          aria-label={t('table.pages')}
          getItemProps={(number) => ({ 'aria-label': t('table.page', { number }) })}
          getControlProps={(control) => ({ 'aria-label': t(`table.${control}`) })}
        />
      )}
    </>
  );
}
