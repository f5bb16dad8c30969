import { Progress, Table, Text } from '@mantine/core';
import { useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Metric } from '../../study/schema';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { formatCount, formatPercent } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { familyShares } from './family-shares';
import { metricText } from './metric-text';
import classes from './train.module.css';

/** How Auto has divided the time among the families: trials, share of the time as a bar, best score. */
export function FamilyTimes({ metric }: { metric: Metric }) {
  const { t } = useTranslation(['train', 'rooms']);
  const trials = useDeferredValue(useApp((s) => s.journal.trials));
  const kind = useApp((s) => s.journal.study?.task?.kind);
  const shares = useMemo(() => familyShares(trials, metric), [trials, metric]);
  if (shares.length < 2) return null;
  return (
    <>
      <Text size="sm">{t('auto.divided')}</Text>
      <ScrollRegion className={classes.times} label={t('auto.times')}>
        <Table verticalSpacing={4} aria-label={t('auto.times')} data-testid="family-times">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('auto.family')}</Table.Th>
              <Table.Th scope="col">{t('auto.trials')}</Table.Th>
              <Table.Th scope="col">{t('auto.time')}</Table.Th>
              <Table.Th scope="col">{t('auto.bestOf', { metric: t(`metric.${metric}`) })}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shares.map(({ family, trials: count, time, best }) => (
              <Table.Tr key={family}>
                <Table.Th scope="row">{t(familyKey(family, kind), { ns: 'rooms' })}</Table.Th>
                <Table.Td>{formatCount(count)}</Table.Td>
                <Table.Td>
                  {formatPercent(time)}
                  <Progress value={100 * time} size="sm" aria-hidden miw={80} />
                </Table.Td>
                <Table.Td>{best === null ? '–' : metricText(best, metric)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
    </>
  );
}
