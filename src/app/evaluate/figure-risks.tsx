import { useTranslation } from 'react-i18next';
import type { BinaryDetail } from '../../study/results/evaluation';
import type { Task } from '../../study/schema';
import { Figure } from '../charts/figure';
import { seriesColor } from '../charts/palette';
import { RiskChart } from '../charts/risk-chart';
import { riskDomain, topOfBins } from '../charts/risk-domain';
import type { ThresholdMarks } from '../charts/threshold-lines';
import { formatCount, formatRisk } from '../ui/number';

interface Props {
  /** Those without the outcome first, as in the task. */
  distributions: BinaryDetail['distributions'];
  task: Task;
  threshold: ThresholdMarks;
}

/** Which risks do those with it get, and which those without it? */
export function RisksFigure({ distributions, task, threshold }: Props) {
  const { t } = useTranslation('evaluate-figures');
  const [negative, positive] = distributions.map(({ label, counts }, i) => ({
    label: t('risks.class', {
      target: task.target,
      label,
      n: formatCount(counts.reduce((sum, count) => sum + count, 0)),
    }),
    color: seriesColor(i),
    counts,
  }));
  return (
    <Figure
      title={t('risks.title')}
      fileName="risk-distributions"
      maxWidth={480}
      caption={t('risks.caption')}
    >
      {(width) => (
        <RiskChart
          width={width}
          description={t('risks.description', { threshold: formatRisk(threshold.current) })}
          xLabel={t('risks.x')}
          yLabel={t('risks.y')}
          up={positive}
          down={negative}
          domain={riskDomain(topOfBins(distributions))}
          threshold={threshold}
        />
      )}
    </Figure>
  );
}
