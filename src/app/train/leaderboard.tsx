import { Pagination, Text, Title, UnstyledButton } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { memo, type ReactNode, startTransition, useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import { higherIsBetter } from '../../study/journal-state';
import type { Metric } from '../../study/schema';
import { useApp } from '../store';
import { ScrollRegion } from '../ui/scroll-region';
import { type BoardColumn, type BoardSort, boardPage, boardRows, sortedBy } from './board';
import classes from './board.module.css';
import { type Pins, pinColor } from './pins';
import { SelectionNote } from './selection-note';
import { TrialRow } from './trial-row';
import { useRowTexts } from './use-row-texts';

interface Props {
  metric: Metric;
  chosen: number | null;
  pins: Pins;
  onHover(trial: number | null): void;
  onPin(trial: number): void;
}

/** All trials of the newest search, failed and pruned ones with their reason; pinned ones on top. */
export function Leaderboard(props: Props) {
  // Rows may wait for a moment of rest: the curves and the buttons go first.
  const trials = useDeferredValue(useApp((s) => s.journal.trials));
  return <Board {...props} trials={trials} />;
}

const Board = memo(function Board(props: Props & { trials: readonly Trial[] }) {
  const { metric, chosen, pins, onHover, onPin, trials } = props;
  const { t } = useTranslation('train');
  const texts = useRowTexts(metric === 'rmse' ? 'regression' : undefined);
  const [sort, setSort] = useState<BoardSort>({ by: 'metric', reversed: false });
  const [wanted, setWanted] = useState(1);
  const rows = useMemo(
    () => boardRows(trials, metric, sort, (trial) => pins.has(trial)),
    [trials, metric, sort, pins],
  );
  const selected = useApp((s) => s.journal.selection !== null);
  const finished = trials.filter((trial) => trial.state === 'finished').length;
  const { page, pages, drawn } = boardPage(rows, pins.size, wanted);
  const onSort = (by: BoardColumn) => {
    startTransition(() => {
      setSort((now) => sortedBy(now, by));
      setWanted(1);
    });
  };
  const heading = (by: BoardColumn, text: string, descends = false) => (
    <Heading sort={sort} by={by} descends={descends} onSort={onSort}>
      {text}
    </Heading>
  );
  return (
    <div className={classes.side}>
      <Title order={2} size="h3">
        {t('board.title')}
      </Title>
      {selected ? (
        <SelectionNote />
      ) : (
        <Text size="xs" c="dimmed" mb="xs">
          {t('board.optimistic', { count: finished })}
        </Text>
      )}
      {/* The key: another page begins at its top. */}
      <ScrollRegion key={page} className={classes.board} label={t('board.title')}>
        <table aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              <th scope="col">{t('board.rank')}</th>
              {heading('trial', t('board.trial'))}
              {heading('model', t('board.model'))}
              {heading('state', t('board.state'))}
              {heading('metric', t(`metric.${metric}`), higherIsBetter(metric))}
              {heading('loss', t('board.loss'))}
              {heading('bestEpoch', t('board.bestEpoch'))}
              {heading('epochs', t('board.epochs'))}
              {heading('seconds', t('board.time'))}
            </tr>
          </thead>
          <tbody>
            {drawn.map(({ trial, rank, line }) => {
              const slot = pins.get(trial.trial);
              return (
                <TrialRow
                  key={trial.trial}
                  trial={trial}
                  line={line}
                  rank={rank}
                  metric={metric}
                  texts={texts}
                  chosen={trial.trial === chosen}
                  pinned={slot === undefined ? null : pinColor(slot)}
                  onHover={onHover}
                  onPin={onPin}
                />
              );
            })}
          </tbody>
        </table>
        {rows.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            {t('board.empty')}
          </Text>
        )}
      </ScrollRegion>
      {pages > 1 && (
        <Pagination
          mt="sm"
          size="sm"
          value={page}
          onChange={(number) => startTransition(() => setWanted(number))}
          total={pages}
          siblings={0}
          aria-label={t('board.pages')}
          getItemProps={(number) => ({ 'aria-label': t('board.page', { number }) })}
          getControlProps={(control) => ({ 'aria-label': t(`board.${control}`) })}
        />
      )}
    </div>
  );
});

interface HeadingProps {
  by: BoardColumn;
  sort: BoardSort;
  /** The column's own direction has its largest first. */
  descends: boolean;
  onSort(by: BoardColumn): void;
  children: ReactNode;
}

const TEXTS: BoardColumn[] = ['trial', 'model', 'state'];

function Heading({ by, sort, descends, onSort, children }: HeadingProps) {
  const active = sort.by === by;
  const direction = descends === sort.reversed ? 'ascending' : 'descending';
  return (
    <th
      scope="col"
      aria-sort={active ? direction : undefined}
      className={TEXTS.includes(by) ? undefined : classes.digits}
    >
      <UnstyledButton className={classes.sort} onClick={() => onSort(by)}>
        {children}
        {active && <IconArrowDown size={12} aria-hidden data-sort={direction} />}
      </UnstyledButton>
    </th>
  );
}
