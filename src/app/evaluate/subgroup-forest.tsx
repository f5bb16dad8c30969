import { use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evaluation } from '../../study/events';
import type { Subgroup } from '../../study/results/subgroup';
import type { Task } from '../../study/schema';
import { Figure, PrintedFrame } from '../charts/figure';
import { ForestChart } from '../charts/forest-chart';
import { formatEstimate, styleOf } from '../ui/estimate';
import { formatCount } from '../ui/number';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './evaluate.module.css';
import { panelOf } from './forest-panels';
import { type SubgroupRow, subgroupRows } from './subgroup-rows';

interface Props {
  subgroup: Subgroup;
  evaluation: Evaluation;
  task: Task;
}

/** One column: a forest plot, its numbers as a table, and what the groups cannot say. */
export function SubgroupForest({ subgroup, evaluation, task }: Props) {
  const { t } = useTranslation('evaluate-compare');
  const { t: names } = useTranslation('evaluate');
  const { metrics, rows } = subgroupRows(subgroup, evaluation);
  const { column, others } = subgroup;
  const printed = use(PrintedFrame) !== null;
  const nameOf = ({ label }: SubgroupRow) =>
    label === null ? t('subgroups.all') : label === '' ? t('subgroups.noValue') : label;
  const detailOf = ({ n, events }: SubgroupRow) =>
    events === null
      ? t('rows', { n: formatCount(n) })
      : t('subgroups.counts', { n: formatCount(n), events: formatCount(events) });
  const one = rows.filter(({ oneClass }) => oneClass).map(nameOf);
  const small = rows.filter((row) => row.small).map(nameOf);
  return (
    <div className={classes.subgroup}>
      <Figure
        title={t('subgroups.by', { column })}
        fileName={`subgroups-${column}`}
        maxWidth={960}
        caption={
          <>
            {small.length > 0 &&
              `${t(evaluation.kind === 'regression' ? 'subgroups.smallNumber' : 'subgroups.small', { groups: small.join(', ') })} `}
            {one.length > 0 && `${t('subgroups.oneClass', { groups: one.join(', ') })} `}
            {others > 0 && t('subgroups.others', { count: others, n: formatCount(others) })}
          </>
        }
      >
        {(width) => (
          <ForestChart
            width={width}
            description={t('subgroups.description', { column, groups: rows.slice(1).map(nameOf).join(', ') })}
            missing={t('subgroups.missing')}
            panels={metrics.map((metric, i) =>
              panelOf(
                metric,
                names(`metric.${metric}.name`),
                rows.flatMap(({ estimates }) => (estimates[i] ? [estimates[i]] : [])),
                evaluation.metrics[metric]?.estimate,
              ),
            )}
            rows={rows.map((row) => ({
              key: String(row.label),
              name: nameOf(row),
              detail: detailOf(row),
              estimates: row.estimates,
              faint: row.small,
            }))}
          />
        )}
      </Figure>
      {/* A report has a numbered table of its own. */}
      {!printed && (
        <details className={classes.numbers}>
          <summary>{t('subgroups.numbers')}</summary>
          <ScrollRegion className={classes.tableScroll} label={t('subgroups.by', { column })}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{column}</th>
                  <th scope="col">{t('subgroups.n')}</th>
                  {task.kind === 'binary' && <th scope="col">{`${task.target} = ${task.classes[1]}`}</th>}
                  {metrics.map((metric) => (
                    <th key={metric} scope="col">
                      {names(`metric.${metric}.name`)}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={String(row.label)} data-small={row.small || undefined}>
                    <th scope="row">{nameOf(row)}</th>
                    <td>{formatCount(row.n)}</td>
                    {row.events !== null && <td>{formatCount(row.events)}</td>}
                    {row.estimates.map((estimate, i) => (
                      <td key={metrics[i]}>
                        {estimate ? formatEstimate(estimate, styleOf(metrics[i])) : t('subgroups.missing')}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        </details>
      )}
    </div>
  );
}
