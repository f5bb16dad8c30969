import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Evaluation, SiteResult } from '../../study/events';
import type { Task } from '../../study/schema';
import { Figure } from '../charts/figure';
import { ForestChart } from '../charts/forest-chart';
import { formatEstimate, formatPoint, styleOf } from '../ui/estimate';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './evaluate.module.css';
import { panelOf } from './forest-panels';
import { useInWords } from './use-in-words';

interface Props {
  evaluation: Evaluation;
  sites: SiteResult[];
  task: Task;
}

/** How the model does within each hospital's test rows. */
export function SiteResults({ evaluation, sites, task }: Props) {
  const { t } = useTranslation('evaluate');
  const { t: compare } = useTranslation('evaluate-compare');
  const inWords = useInWords();
  const { metric } = sites[0];
  const style = styleOf(metric);
  const { acrossSites: across, sitesOthers: others = 0 } = evaluation;
  return (
    <section className={classes.card} aria-labelledby="sites-title" data-testid="site-results">
      <h2 id="sites-title" className={classes.cardTitle}>
        {t('sites.title')}
      </h2>
      <Figure
        title={t('sites.figure', { metric: t(`metric.${metric}.name`) })}
        fileName="hospitals"
        maxWidth={720}
      >
        {(width) => (
          <ForestChart
            width={width}
            description={sites
              .map(({ site, estimate }) => `${site}: ${estimate ? formatEstimate(estimate, style) : '–'}`)
              .join('. ')}
            missing={t('sites.missing')}
            panels={[
              panelOf(
                metric,
                `${t(`metric.${metric}.name`)} (95% CI)`,
                sites.flatMap(({ estimate }) => (estimate ? [estimate] : [])),
                evaluation.metrics[metric]?.estimate,
              ),
            ]}
            rows={[
              ...sites.map(({ site, n, counts, estimate }) => ({
                key: site,
                name: site,
                detail:
                  task.kind === 'binary'
                    ? compare('subgroups.counts', { n: formatCount(n), events: formatCount(counts[1]) })
                    : compare('rows', { n: formatCount(n) }),
                estimates: [estimate],
                texts: [estimate ? formatEstimate(estimate, style) : '–'],
              })),
              ...(across
                ? [
                    {
                      key: ' mean',
                      name: t('sites.mean'),
                      detail: t('sites.meanOf', { count: across.hospitals }),
                      estimates: [across.estimate],
                      texts: [formatEstimate(across.estimate, style)],
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Figure>
      <ScrollRegion className={classes.tableScroll} label={t('sites.title')}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{t('sites.site')}</Table.Th>
              <Table.Th scope="col">{t('sites.n')}</Table.Th>
              {task.kind === 'binary' && (
                <Table.Th scope="col">
                  {t('sites.counts', { target: task.target, positive: task.classes[1] })}
                </Table.Th>
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
      {across && (
        <p data-testid="across-sites">
          {t('sites.across', {
            count: across.hospitals,
            mean: formatEstimate(across.estimate, style),
            low: formatPoint({ estimate: across.prediction.low, low: null, high: null }, style, 2),
            high: formatPoint({ estimate: across.prediction.high, low: null, high: null }, style, 2),
          })}
        </p>
      )}
      <p className={classes.note}>
        {others > 0 && `${t('sites.others', { count: others, n: formatCount(others) })} `}
        {t(evaluation.outer?.kind === 'sites' ? 'sites.captionOuter' : 'sites.caption')}
      </p>
    </section>
  );
}
