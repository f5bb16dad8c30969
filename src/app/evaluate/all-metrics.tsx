import { Button, Group } from '@mantine/core';
import { IconCopy, IconFileTypeCsv } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tableCsv } from '../../export/table-one/plain';
import type { TextTable } from '../../export/table-one/text-table';
import type { Estimate, Evaluation } from '../../study/events';
import { Fold } from '../data/fold';
import { download, fileStem } from '../store/download';
import { copyTable } from '../table-one/copy';
import { formatInterval, formatPoint, styleOf } from '../ui/estimate';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './evaluate.module.css';
import { metricGroups } from './metric-groups';

/** Every metric with its interval and how that was made; by record and by patient where patients have several. */
export function AllMetrics({ evaluation, study }: { evaluation: Evaluation; study: string }) {
  const { t, i18n } = useTranslation('evaluate');
  const [copied, setCopied] = useState<boolean | null>(null);
  const { metrics, patientLevel, kind } = evaluation;
  const groups = metricGroups(metrics, kind === 'binary');
  const written = (estimate: Estimate | undefined, metric: string): string => {
    if (!estimate) return '–';
    const interval = formatInterval(estimate, styleOf(metric));
    return `${formatPoint(estimate, styleOf(metric))}${interval ? ` (${interval})` : ''}`;
  };
  const head = patientLevel
    ? [
        t('all.byRecord', { n: formatCount(evaluation.n) }),
        t('all.byPatient', { n: formatCount(patientLevel.n) }),
        t('all.method'),
      ]
    : [t('all.value'), t('all.method')];
  const cellsOf = (metric: string) => [
    written(metrics[metric], metric),
    ...(patientLevel ? [written(patientLevel.metrics[metric], metric)] : []),
    t(`methodShort.${metrics[metric].method}`),
  ];
  const table: TextTable = {
    language: i18n.language,
    title: t('all.title'),
    head: [t('all.metric'), ...head],
    rows: groups.flatMap((group) => [
      { cells: [t(`all.group.${group.group}`), ...head.map(() => '')], indented: false },
      ...group.metrics.map((metric) => ({
        cells: [t(`metric.${metric}.name`), ...cellsOf(metric)],
        indented: true,
      })),
    ]),
    notes: [],
  };
  return (
    <Fold title={t('all.title')} summary={t('all.summary')} testId="all-metrics">
      <Group gap="sm" mb="sm">
        <Button
          variant="default"
          size="xs"
          leftSection={<IconCopy size={16} aria-hidden />}
          onClick={async () => setCopied(await copyTable(table))}
        >
          {t('all.copy')}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconFileTypeCsv size={16} aria-hidden />}
          onClick={() => download(`${fileStem(study)}-metrics.csv`, tableCsv(table), 'text/csv')}
        >
          CSV
        </Button>
        <span role="status">{copied === null ? '' : t(copied ? 'all.copied' : 'all.notCopied')}</span>
      </Group>
      <ScrollRegion className={classes.tableScroll} label={t('all.title')}>
        <table className={classes.table}>
          <thead>
            <tr>
              {table.head.map((cell) => (
                <th key={cell} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          {groups.map(({ group, metrics: names }) => (
            <tbody key={group}>
              <tr>
                <th scope="rowgroup" colSpan={table.head.length} className={classes.group}>
                  {t(`all.group.${group}`)}
                </th>
              </tr>
              {names.map((metric) => (
                <tr key={metric}>
                  <th scope="row">{t(`metric.${metric}.name`)}</th>
                  {cellsOf(metric).map((cell, i) => (
                    <td key={head[i]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </ScrollRegion>
      {patientLevel && patientLevel.mixed > 0 && (
        <p className={classes.note}>
          {t('all.mixed', { count: patientLevel.mixed, n: formatCount(patientLevel.mixed) })}
        </p>
      )}
    </Fold>
  );
}
