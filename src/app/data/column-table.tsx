import { Pagination, Skeleton, Table, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMN_TYPES, type ColumnPlan, ROLES } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import { COLUMN_HEADS, ColumnRow } from './column-row';
import classes from './data.module.css';

/** Rows a page: more would make a change of role slow to draw. */
const PAGE = 50;
const SEARCH_FROM = 20;
/** About what a row takes, in px: what lies below the table does not jump when the rows come. */
const ROW_HEIGHT = 68;
const NO_ROWS: ColumnPlan[] = [];

/** One row a column of the file; thousands of columns come in pages, found by name. */
export function ColumnTable() {
  const { t } = useTranslation('data');
  const columns = useApp((s) => s.study?.columns);
  const rows = useApp((s) => s.study?.data?.rows ?? 0);
  const profile = useApp((s) => s.profile);
  const [wanted, setWanted] = useState('');
  const [page, setPage] = useState(1);
  const byName = useMemo(() => new Map(profile.map((p) => [p.name, p])), [profile]);
  const shown = useMemo(
    () => (columns ?? []).filter((c) => c.name.toLowerCase().includes(wanted.trim().toLowerCase())),
    [columns, wanted],
  );
  const pages = Math.max(1, Math.ceil(shown.length / PAGE));
  const current = Math.min(page, pages);
  const inSight = useMemo(() => shown.slice((current - 1) * PAGE, current * PAGE), [shown, current]);
  // The rows are drawn in slices between which the page stays free.
  const drawn = useDeferredValue(inSight, NO_ROWS);
  const [roles, types] = useMemo(() => {
    const option = (group: 'role' | 'type') => (value: string) => (
      <option key={value} value={value}>
        {t(`${group}.${value}`)}
      </option>
    );
    return [ROLES.map(option('role')), COLUMN_TYPES.map(option('type'))];
  }, [t]);
  return (
    <div>
      <div className={classes.tableHead}>
        <h2 className={classes.heading}>{t('columns.title', { n: formatCount(columns?.length ?? 0) })}</h2>
        {(columns?.length ?? 0) > SEARCH_FROM && (
          <TextInput
            aria-label={t('columns.search')}
            placeholder={t('columns.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={wanted}
            onChange={(event) => {
              setWanted(event.currentTarget.value);
              setPage(1);
            }}
          />
        )}
      </div>
      <ScrollRegion
        className={classes.scroller}
        label={t('columns.title', { n: formatCount(columns?.length ?? 0) })}
      >
        <Table className={classes.table} verticalSpacing="sm" horizontalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              {COLUMN_HEADS.map((head) => (
                <Table.Th key={head} scope="col">
                  {t(`columns.head.${head}`)}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {drawn === NO_ROWS && (
              <Table.Tr aria-hidden>
                <Table.Td colSpan={COLUMN_HEADS.length}>
                  <Skeleton height={inSight.length * ROW_HEIGHT} />
                </Table.Td>
              </Table.Tr>
            )}
            {drawn.map((plan) => (
              <ColumnRow
                key={plan.name}
                plan={plan}
                profile={byName.get(plan.name)}
                rows={rows}
                roles={roles}
                types={types}
              />
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      {shown.length === 0 && <p className={classes.range}>{t('columns.noneFound')}</p>}
      {pages > 1 && (
        <Pagination
          mt="md"
          value={current}
          onChange={setPage}
          total={pages}
          aria-label={t('columns.pages')}
          getControlProps={(control) => ({ 'aria-label': t(`columns.page.${control}`) })}
        />
      )}
    </div>
  );
}
