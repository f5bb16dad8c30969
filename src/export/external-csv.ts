import type { Estimate } from '../study/results/estimate';
import type { External } from '../study/results/external';
import { csvCell } from './csv';

const number = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? '' : String(value);

const metricLines = (part: string, metrics: Record<string, Estimate>): string[] =>
  Object.entries(metrics).map(([metric, { estimate, low, high, method, n }]) =>
    // A proportion of nobody is none.
    [part, metric, n === 0 ? '' : number(estimate), number(low), number(high), method, number(n)]
      .map(csvCell)
      .join(','),
  );

/**
 * An external validation as CSV with LF line ends: the metrics with their 95 % intervals as validated, then after an
 * update, then the standardized difference of each column and of each property of the pictures. Aggregates alone.
 */
export function externalCsv({ evaluation, updated, drift, pictures }: External): string {
  const lines = [
    'part,name,estimate,low,high,method,n',
    ...metricLines('validated', evaluation.metrics),
    ...(updated ? metricLines(`updated ${updated.kind}`, updated.evaluation.metrics) : []),
    ...drift.map(({ column, difference }) =>
      ['difference', column, number(difference), '', '', 'smd', ''].map(csvCell).join(','),
    ),
    ...(pictures?.properties ?? []).map(({ property, difference }) =>
      ['pictures', property, number(difference), '', '', 'smd', ''].map(csvCell).join(','),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
