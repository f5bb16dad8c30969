import { Button, Pagination, SegmentedControl, Skeleton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseKind } from '../../engine/cases/api';
import type { Task } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { Problem } from '../ui/problem';
import { ScrollRegion } from '../ui/scroll-region';
import { CaseTable } from './case-table';
import classes from './cases.module.css';
import { PAGE, useTableCases } from './use-table-cases';

const KINDS: Record<Task['kind'], CaseKind[]> = {
  binary: ['falsePositive', 'falseNegative', 'right'],
  multiclass: ['wrong', 'right'],
  regression: ['largest'],
};
/** Columns beside what was predicted, before somebody asks for all. */
const FIRST = 8;

/** The test rows that the model got wrong, with their cells: on demand, page by page. */
export function TableCasesCard({ task }: { task: Task }) {
  const { t } = useTranslation('cases');
  const [kind, setKind] = useState<CaseKind>(KINDS[task.kind][0]);
  const [surest, setSurest] = useState(true);
  const [page, setPage] = useState(1);
  const [all, setAll] = useState(false);
  const evaluation = useApp((s) => s.journal.evaluation);
  const { cases, error } = useTableCases(kind, surest, page);
  if (!evaluation) return null;
  const numbers = task.kind === 'regression';
  const orders = numbers ? ['largest', 'smallest'] : ['surest', 'unsure'];
  const count = cases?.counts[kind] ?? 0;
  const pages = Math.ceil(count / PAGE);
  const columns = cases?.columns.length ?? 0;
  return (
    <section aria-labelledby="table-cases-title" data-testid="table-cases">
      <h2 id="table-cases-title" className={classes.title}>
        {t('title')}
      </h2>
      <p className={classes.about}>{t('about')}</p>
      {error && <Problem error={error} />}
      {!cases && !error && <Skeleton height={240} mt="sm" aria-hidden />}
      {cases && (
        <>
          <div className={classes.controls}>
            {!numbers && (
              <SegmentedControl
                aria-label={t('kind.label')}
                value={kind}
                onChange={(value) => {
                  setKind(value as CaseKind);
                  setPage(1);
                }}
                data={KINDS[task.kind].map((one) => ({
                  value: one,
                  label: t(`kind.${one}`, { n: formatCount(cases.counts[one] ?? 0) }),
                }))}
              />
            )}
            <SegmentedControl
              aria-label={t('order.label')}
              value={surest ? orders[0] : orders[1]}
              onChange={(value) => {
                setSurest(value === orders[0]);
                setPage(1);
              }}
              data={orders.map((value) => ({ value, label: t(`order.${value}`) }))}
            />
          </div>
          {count === 0 ? (
            <p className={classes.about}>{t('none')}</p>
          ) : (
            <ScrollRegion className={classes.scroller} label={t('title')}>
              <CaseTable cases={cases} task={task} columns={all ? columns : FIRST} />
            </ScrollRegion>
          )}
          <div className={classes.controls}>
            {pages > 1 && (
              <Pagination
                total={pages}
                value={page}
                onChange={setPage}
                size="sm"
                aria-label={t('pages')}
                getItemProps={(number) => ({ 'aria-label': t('page', { number }) })}
                getControlProps={(control) => ({ 'aria-label': t(control) })}
              />
            )}
            {columns > FIRST && (
              <Button variant="default" size="xs" onClick={() => setAll(!all)}>
                {all ? t('fewer', { n: FIRST }) : t('more', { n: formatCount(columns) })}
              </Button>
            )}
          </div>
          <p className={classes.about}>{t(`columns_${cases.order}`)}</p>
        </>
      )}
    </section>
  );
}
