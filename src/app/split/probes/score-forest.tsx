import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../../study/results/estimate';
import { ForestChart } from '../../charts/forest-chart';
import { extent, nice, ticks } from '../../charts/scale';
import { formatEstimate, formatPoint } from '../../ui/estimate';
import { useScore } from './use-score';

interface Props {
  width: number;
  metric: string;
  description: string;
  /** What guessing reaches, where the score is no AUROC. */
  guess?: number;
  rows: { name: string; estimate: Estimate }[];
}

/** Scores one below the other, with the line of guessing where it is known. */
export function ScoreForest({ width, metric, description, guess, rows }: Props) {
  const { t } = useTranslation('probes');
  const { name, style } = useScore(metric);
  const limits = rows.flatMap(({ estimate: { estimate, low, high } }) => [
    estimate,
    low ?? estimate,
    high ?? estimate,
  ]);
  const domain =
    metric === 'auroc'
      ? ([Math.floor(10 * Math.min(0.4, ...limits)) / 10, 1] as const)
      : nice(extent([0, guess ?? 0, ...limits]), 4);
  return (
    <ForestChart
      width={width}
      description={description}
      missing={t('missing')}
      panels={[
        {
          key: metric,
          label: t('score', { metric: name }),
          domain,
          ticks: metric === 'auroc' ? ticks(domain, domain[0] < 0.4 ? 5 : 6) : ticks(domain, 4),
          ...(metric === 'auroc' ? { reference: 0.5 } : guess !== undefined && { reference: guess }),
          write: (value) => formatPoint({ estimate: value, low: null, high: null }, style, 1),
        },
      ]}
      rows={rows.map((row) => ({
        key: row.name,
        name: row.name,
        detail: '',
        estimates: [row.estimate],
        texts: [formatEstimate(row.estimate, style)],
      }))}
    />
  );
}
