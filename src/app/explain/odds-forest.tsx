import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Association } from '../../study/results/association';
import { Figure } from '../charts/figure';
import { ForestChart } from '../charts/forest-chart';
import classes from './explain.module.css';
import { forestOf } from './odds-rows';

const FIRST = 20;

interface Props {
  association: Association;
  title: string;
  perSd: boolean;
}

/** The table's coefficients as a forest plot, each column alone beside all together. */
export function OddsForest({ association, title, perSd }: Props) {
  const { t } = useTranslation('explain');
  const [all, setAll] = useState(false);
  const { rows, panels } = forestOf(association, perSd, t);
  return (
    <>
      <Figure
        title={title}
        fileName="odds-ratios"
        maxWidth={760}
        caption={t(`odds.figure.${association.kind}`)}
      >
        {(width) => (
          <ForestChart
            width={width}
            description={t('odds.figure.description', { title, count: rows.length })}
            panels={panels}
            rows={all ? rows : rows.slice(0, FIRST)}
            missing={t('odds.notEstimated')}
          />
        )}
      </Figure>
      {rows.length > FIRST && (
        <Button variant="default" size="xs" className={classes.more} onClick={() => setAll(!all)}>
          {all ? t('odds.figure.fewer', { n: FIRST }) : t('odds.figure.all', { n: rows.length })}
        </Button>
      )}
    </>
  );
}
