import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SplitSummary } from '../../split/parts';
import { PART_COLORS } from '../charts/palette';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './split.module.css';

const PARTS = ['train', 'valid', 'test'] as const;
const MOST = 30;

/** How the rows of each site fall into the parts. */
export function SiteRows({ sites }: { sites: SplitSummary['sites'] }) {
  const { t } = useTranslation('split');
  if (sites.length === 0) return null;
  const sum = (rows: number[]) => rows.reduce((a, b) => a + b, 0);
  const largest = Math.max(1, ...sites.map((s) => sum(s.parts)));
  const shown = [...sites].sort((a, b) => sum(b.parts) - sum(a.parts)).slice(0, MOST);
  return (
    <section>
      <h2 className={classes.heading}>{t('sites.title')}</h2>
      <ScrollRegion className={classes.scroller} label={t('sites.title')}>
        <Table className={classes.table} verticalSpacing="xs" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('sites.site')}</Table.Th>
              {PARTS.map((part) => (
                <Table.Th key={part} scope="col">
                  {t(`part.${part}`)}
                </Table.Th>
              ))}
              <Table.Th scope="col" className={classes.barHead}>
                {t('sites.shares')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map(({ site, parts: rows }) => (
              <Table.Tr key={site}>
                <Table.Th scope="row">{site || t('sites.none')}</Table.Th>
                {PARTS.map((part, i) => (
                  <Table.Td key={part}>{formatCount(rows[i])}</Table.Td>
                ))}
                <Table.Td>
                  <div
                    className={classes.siteBar}
                    style={{ width: `${(100 * sum(rows)) / largest}%` }}
                    aria-hidden
                  >
                    {PARTS.map((part, i) => (
                      <span key={part} style={{ flexGrow: rows[i], background: PART_COLORS[part] }} />
                    ))}
                  </div>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      {sites.length > MOST && (
        <p className={classes.caption}>{t('sites.more', { n: formatCount(sites.length - MOST) })}</p>
      )}
    </section>
  );
}
