import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SiteResult } from '../../study/events';
import type { Task } from '../../study/schema';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './evaluate.module.css';
import { useInWords } from './use-in-words';

/** How the model does within each hospital's test rows. */
export function SiteResults({ sites, task }: { sites: SiteResult[]; task: Task }) {
  const { t } = useTranslation('evaluate');
  const inWords = useInWords();
  return (
    <section className={classes.card} aria-labelledby="sites-title" data-testid="site-results">
      <h2 id="sites-title" className={classes.cardTitle}>
        {t('sites.title')}
      </h2>
      <ScrollRegion className={classes.tableScroll} label={t('sites.title')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('sites.site')}</Table.Th>
              <Table.Th scope="col">{t('sites.n')}</Table.Th>
              {task.kind === 'binary' && (
                <Table.Th scope="col">{t('sites.counts', { positive: task.classes[1] })}</Table.Th>
              )}
              <Table.Th scope="col">{t(`sites.metric.${sites[0].metric}`)}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sites.map(({ site, n, counts, estimate }) => (
              <Table.Tr key={site}>
                <Table.Th scope="row">{site}</Table.Th>
                <Table.Td>{formatCount(n)}</Table.Td>
                {task.kind === 'binary' && <Table.Td>{formatCount(counts[1])}</Table.Td>}
                <Table.Td>
                  {estimate
                    ? inWords(estimate, task.kind === 'regression' ? 'value' : 'index')
                    : t(task.kind === 'regression' ? 'sites.tooFew' : 'sites.oneClass')}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollRegion>
      <p className={classes.note}>{t('sites.caption')}</p>
    </section>
  );
}
