import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Association, Coefficient } from '../../study/results/association';
import type { Estimate } from '../../study/results/estimate';
import { Figure } from '../charts/figure';
import { ForestChart } from '../charts/forest-chart';
import { formatCount, formatValue } from '../ui/number';
import classes from './explain.module.css';
import { oddsAxis } from './odds-axis';

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
  const { kind, variables, adjusted } = association;
  const estimateOf = (found: Coefficient | null, by: number): Estimate | null => {
    if (!found) return null;
    const told = (beta: number) => (kind === 'logistic' ? Math.exp(beta * by) : beta * by);
    const limit = (beta: number | null) => (beta === null ? null : told(beta));
    return { estimate: told(found.beta), low: limit(found.low), high: limit(found.high), method: 'wald' };
  };
  const rows = variables.flatMap((variable) => {
    const by = perSd && variable.sd !== undefined ? variable.sd : 1;
    return variable.terms.map((term, k) => {
      const level = term.level ?? t('otherLevels', { count: term.others ?? 0 });
      const dagger = term.alone?.firth || term.adjusted?.firth ? ' †' : '';
      const against =
        variable.kind === 'number'
          ? perSd
            ? t('odds.perSd', { sd: formatValue(variable.sd ?? 0) })
            : t('odds.perUnit', { unit: variable.unit ?? '1' })
          : variable.reference
            ? t('odds.against', { reference: variable.reference.level, n: formatCount(term.n) })
            : t('odds.present', { n: formatCount(term.n) });
      return {
        key: `${variable.name} ${k}`,
        name: `${variable.kind === 'number' ? variable.name : `${variable.name}: ${level}`}${dagger}`,
        detail: against,
        estimates: [
          estimateOf(term.alone, by),
          ...(adjusted === null ? [] : [estimateOf(term.adjusted, by)]),
        ],
      };
    });
  });
  const axis = oddsAxis(
    kind,
    rows.flatMap(({ estimates }) => estimates.flatMap((one) => one ?? [])),
  );
  const panel = (key: 'alone' | 'adjusted') => ({
    key,
    label: `${t(`odds.head.${key}`)}: ${t(`odds.axis.${kind}`)}`,
    ...axis,
  });
  return (
    <>
      <Figure title={title} fileName="odds-ratios" maxWidth={760} caption={t(`odds.figure.${kind}`)}>
        {(width) => (
          <ForestChart
            width={width}
            description={t('odds.figure.description', { title, count: rows.length })}
            panels={[panel('alone'), ...(adjusted === null ? [] : [panel('adjusted')])]}
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
