import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SplitSummary } from '../../split/parts';
import type { Task } from '../../study/schema';
import { PART_COLORS } from '../charts/palette';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { Outcome } from './outcome';
import classes from './split.module.css';

/** The same in numbers: rows, patients and the outcome in each part. */
export function PartTable({ summary, task }: { summary: SplitSummary; task: Task }) {
  const { t } = useTranslation('split');
  const rounds = summary.folds > 1;
  return (
    <ScrollRegion className={classes.scroller} label={t('numbers')}>
      <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('head.part')}</Table.Th>
            {summary.grouped && <Table.Th scope="col">{t('head.patients')}</Table.Th>}
            <Table.Th scope="col">{t('head.rows')}</Table.Th>
            <Table.Th scope="col">
              {t(task.kind === 'binary' ? 'head.prevalence' : 'head.outcome', {
                target: task.target,
                positive: task.classes[1],
              })}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {summary.parts.map((part) => (
            <Table.Tr key={part.part} data-testid={`part-${part.part}`}>
              <Table.Th scope="row">
                <i className={classes.swatch} style={{ background: PART_COLORS[part.part] }} aria-hidden />
                {t(`part.${part.part}`)}
                {rounds && part.part !== 'test' && <small> {t('eachRound')}</small>}
              </Table.Th>
              {summary.grouped && <Table.Td>{formatCount(part.patients)}</Table.Td>}
              <Table.Td>{formatCount(part.rows)}</Table.Td>
              <Table.Td>
                <Outcome part={part} name={t(`part.${part.part}`)} task={task} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollRegion>
  );
}
