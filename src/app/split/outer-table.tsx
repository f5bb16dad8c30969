import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { expectedAuroc } from '../../evaluate/sample-size/expected-interval';
import type { SplitSummary } from '../../split/parts';
import type { Task } from '../../study/schema';
import { formatCount, formatFixed } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { Outcome } from './outcome';
import { ASSUMED_AUROC } from './size';
import classes from './split.module.css';

interface Props {
  summary: SplitSummary;
  task: Task;
  by: 'sites' | 'kfold';
}

/** Who is tested in each turn. A hospital is a result of its own: how wide its interval will be is said beforehand. */
export function OuterTable({ summary, task, by }: Props) {
  const { t } = useTranslation('split');
  const turns = summary.outer.filter(({ repeat }) => repeat === 0);
  const repeats = summary.outer.length / turns.length;
  const promised = by === 'sites' && task.kind === 'binary';
  const said = ([negative, positive]: number[]) => {
    const found = expectedAuroc(ASSUMED_AUROC, positive, negative);
    return found
      ? t('expected.interval', { low: formatFixed(found.low, 2), high: formatFixed(found.high, 2) })
      : t('expected.none');
  };
  return (
    <div>
      <ScrollRegion className={classes.scroller} label={t('numbers')}>
        <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t(`turn.${by}.head`)}</Table.Th>
              {summary.grouped && <Table.Th scope="col">{t('head.patients')}</Table.Th>}
              <Table.Th scope="col">{t('head.rows')}</Table.Th>
              <Table.Th scope="col">
                {t(task.kind === 'binary' ? 'head.prevalence' : 'head.outcome', {
                  target: task.target,
                  positive: task.classes[1],
                })}
              </Table.Th>
              {promised && (
                <Table.Th scope="col">
                  {t('expected.head', { auroc: formatFixed(ASSUMED_AUROC, 2) })}
                </Table.Th>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {turns.map((turn) => {
              const name = by === 'sites' ? turn.name : t('fold', { number: turn.name });
              return (
                <Table.Tr key={turn.name} data-testid="outer-row">
                  <Table.Th scope="row">{name}</Table.Th>
                  {summary.grouped && <Table.Td>{formatCount(turn.patients)}</Table.Td>}
                  <Table.Td>{formatCount(turn.rows)}</Table.Td>
                  <Table.Td>
                    <Outcome part={turn} name={name} task={task} />
                  </Table.Td>
                  {promised && <Table.Td>{said(turn.classes)}</Table.Td>}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      {repeats > 1 && (
        <p className={classes.caption}>{t('turn.repeats', { n: repeats, all: summary.outer.length })}</p>
      )}
    </div>
  );
}
