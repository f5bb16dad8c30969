import { useTranslation } from 'react-i18next';
import type { DecisionCurve } from '../../study/results/evaluation';
import { DecisionChart } from '../charts/decision-chart';
import { Figure } from '../charts/figure';
import type { ThresholdMarks } from '../charts/threshold-lines';

interface Props {
  decision: DecisionCurve;
  threshold: ThresholdMarks | null;
  event: string;
  fileName?: string;
}

/** Does deciding by the model do more good than treating everybody, or nobody? */
export function DecisionFigure({ decision, threshold, event, fileName = 'decision-curve' }: Props) {
  const { t } = useTranslation('evaluate-figures');
  const { t: compare } = useTranslation('evaluate-compare');
  const named = {
    ...decision,
    others: decision.others.map((other) => ({ ...other, name: other.name || compare('logistic') })),
  };
  return (
    <Figure
      title={t('decision.title')}
      fileName={fileName}
      maxWidth={480}
      caption={t('decision.caption', { event })}
    >
      {(width) => (
        <DecisionChart
          width={width}
          description={t('decision.description', { event })}
          xLabel={t('decision.x')}
          oddsLabel={t('decision.odds')}
          yLabel={t('decision.y')}
          decision={named}
          words={{ model: t('decision.model'), all: t('decision.all'), none: t('decision.none') }}
          threshold={threshold}
        />
      )}
    </Figure>
  );
}
