import { Pagination } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Predictions } from '../../export/predictor';
import { formatCount, formatRisk, formatValue } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { ProbabilityBar } from './probability-bar';
import { readings, thresholdOf } from './reading';
import classes from './use.module.css';

const PAGE = 20;

/** Predictions a page at a time, numbered as in the downloaded file. */
export function PredictionsTable({ predictions, target }: { predictions: Predictions; target: string }) {
  const { t } = useTranslation('use');
  const [asked, setPage] = useState(1);
  const { kind, n, classes: labels } = predictions;
  const pages = Math.ceil(n / PAGE);
  const page = Math.min(asked, pages);
  const from = (page - 1) * PAGE;
  const rows = readings(predictions, from, Math.min(n, from + PAGE));
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
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, label, value }) => (
              <tr key={row} data-testid="prediction-row">
                <td>{formatCount(row)}</td>
                {kind !== 'regression' && (
                  <>
                    <td>{formatRisk(value)}</td>
                    <td className={classes.barCell}>
                      <ProbabilityBar share={value} mark={mark} />
                    </td>
                  </>
                )}
                <td>{label ?? formatValue(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {pages > 1 && (
        <Pagination
          total={pages}
          value={page}
          onChange={setPage}
          size="sm"
          aria-label={t('table.pages')}
          getItemProps={(number) => ({ 'aria-label': t('table.page', { number }) })}
          getControlProps={(control) => ({ 'aria-label': t(`table.${control}`) })}
        />
      )}
    </>
  );
}
