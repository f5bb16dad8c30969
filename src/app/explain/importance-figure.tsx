import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Importance } from '../../study/events';
import type { Metric } from '../../study/schema';
import { BarChart } from '../charts/bar-chart';
import { Figure } from '../charts/figure';
import { formatEstimate } from '../ui/estimate';
import { formatValue } from '../ui/number';
import classes from './explain.module.css';
import { beyondChance, decimalsOf } from './importance';

const FIRST = 20;

/** The columns by what their loss costs, first in a sentence, then as bars. */
export function ImportanceFigure({ importances, metric }: { importances: Importance[]; metric: Metric }) {
  const { t } = useTranslation('explain');
  const [all, setAll] = useState(false);
  const digits = metric === 'rmse' ? decimalsOf(importances) : 3;
  const shown = all ? importances : importances.slice(0, FIRST);
  const leading = beyondChance(importances);
  const names = leading.slice(0, 3).map((one) => one.column);
  return (
    <>
      <p className={classes.answer} data-testid="answer">
        {names.length > 0
          ? t('answer.some', {
              names: names.join(t('answer.and')),
              count: leading.length,
              all: importances.length,
            })
          : t('answer.none')}
      </p>
      <Figure
        title={t('figure.title')}
        fileName="importance"
        maxWidth={720}
        caption={`${t('figure.caption')} ${t('figure.negative')}`}
      >
        {(width) => (
          <BarChart
            width={width}
            description={t('figure.description', { names: names.join(t('answer.and')) })}
            label={t(`figure.axis.${metric}`)}
            write={metric === 'rmse' ? formatValue : 2}
            bars={shown.map(({ column, mean, low, high }) => ({
              name: column,
              value: mean,
              low,
              high,
              text: formatEstimate({ estimate: mean, low, high }, 'index', digits),
            }))}
          />
        )}
      </Figure>
      {importances.length > FIRST && (
        <Button variant="default" size="xs" className={classes.more} onClick={() => setAll(!all)}>
          {all ? t('figure.fewer', { count: FIRST }) : t('figure.all', { count: importances.length })}
        </Button>
      )}
    </>
  );
}
