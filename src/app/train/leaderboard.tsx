import { Text, Title, UnstyledButton } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Metric } from '../../study/schema';
import { useApp } from '../store';
import { ScrollRegion } from '../ui/scroll-region';
import { type BoardOrder, boardRows } from './board';
import classes from './train.module.css';
import { TrialRow } from './trial-row';
import { useRowTexts } from './use-row-texts';

interface Props {
  metric: Metric;
  chosen: number | null;
  pinned: number | null;
  onHover(trial: number | null): void;
  onPin(trial: number): void;
}

/** All trials of the newest search, failed ones with their reason. */
export function Leaderboard({ metric, chosen, pinned, onHover, onPin }: Props) {
  const { t } = useTranslation('train');
  // Rows may wait for a moment of rest: the curves and the buttons go first.
  const trials = useDeferredValue(useApp((s) => s.journal.trials));
  const texts = useRowTexts(metric === 'rmse' ? 'regression' : undefined);
  const [order, setOrder] = useState<BoardOrder>('metric');
  const rows = boardRows(trials, metric, order);
  const finished = trials.filter((trial) => trial.state === 'finished').length;
  const head = { order, onOrder: setOrder };
  return (
    <div className={classes.boardSide}>
      <Title order={2} size="h3">
        {t('board.title')}
      </Title>
      <Text size="xs" c="dimmed" mb="xs">
        {t('board.optimistic', { count: finished })}
      </Text>
      <ScrollRegion className={classes.board} label={t('board.title')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('board.rank')}</th>
              <Heading {...head} by="order" sort="ascending">
                {t('board.trial')}
              </Heading>
              <th scope="col">{t('board.model')}</th>
              <Heading {...head} by="metric" sort={metric === 'auroc' ? 'descending' : 'ascending'}>
                {t(`metric.${metric}`)}
              </Heading>
              <th scope="col" className={classes.digits}>
                {t('board.loss')}
              </th>
              <th scope="col" className={classes.digits}>
                {t('board.bestEpoch')}
              </th>
              <th scope="col" className={classes.digits}>
                {t('board.time')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ trial, rank }) => (
              <TrialRow
                key={trial.trial}
                trial={trial}
                rank={rank}
                metric={metric}
                texts={texts}
                chosen={trial.trial === chosen}
                pinned={trial.trial === pinned}
                onHover={onHover}
                onPin={onPin}
              />
            ))}
          </tbody>
        </table>
        {rows.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            {t('board.empty')}
          </Text>
        )}
      </ScrollRegion>
    </div>
  );
}

interface HeadingProps {
  by: BoardOrder;
  order: BoardOrder;
  sort: 'ascending' | 'descending';
  onOrder(order: BoardOrder): void;
  children: ReactNode;
}

function Heading({ by, order, sort, onOrder, children }: HeadingProps) {
  return (
    <th
      scope="col"
      aria-sort={order === by ? sort : undefined}
      className={by === 'metric' ? classes.digits : undefined}
    >
      <UnstyledButton className={classes.sort} onClick={() => onOrder(by)}>
        {children}
        {order === by && <IconArrowDown size={12} aria-hidden data-sort={sort} />}
      </UnstyledButton>
    </th>
  );
}
