import { useTranslation } from 'react-i18next';
import type { Evaluation } from '../../study/events';
import { Figure } from '../charts/figure';
import { ink } from '../charts/figure-colors';
import { RocChart } from '../charts/roc-chart';
import { formatRisk } from '../ui/number';
import { ratesOf } from './at-threshold';
import { useInWords } from './use-in-words';
import { useOtherName } from './use-other-name';
import type { ThresholdView } from './use-threshold';

/** How well it tells apart, with what it is compared with, and where the threshold stands. */
export function RocFigure({ evaluation, view }: { evaluation: Evaluation; view: ThresholdView }) {
  const { t } = useTranslation('evaluate');
  const inWords = useInWords();
  const otherName = useOtherName();
  const others = (evaluation.comparisons ?? []).filter(({ roc }) => roc && roc.length > 0);
  const mark = (point: ThresholdView['point']) => ({
    ...ratesOf(point),
    label: t('roc.operating', { threshold: formatRisk(point.threshold) }),
  });
  const reported = mark(view.reported);
  return (
    <Figure title={t('roc.title')} fileName="roc" maxWidth={480} caption={t('roc.caption')}>
      {(width) => (
        <RocChart
          width={width}
          description={t('roc.description', { auroc: inWords(evaluation.metrics.auroc, 'index') })}
          xLabel={t('roc.x')}
          yLabel={t('roc.y')}
          curves={[
            ...evaluation.roc.map((curve) => ({ ...curve, label: t('model'), color: ink('accent') })),
            ...others.map((other) => ({ label: otherName(other), points: other.roc!, color: ink('ink') })),
          ]}
          marks={
            view.exploring
              ? [
                  mark(view.point),
                  {
                    ...reported,
                    label: t('roc.reported', { threshold: formatRisk(view.reported.threshold) }),
                    hollow: true,
                  },
                ]
              : [reported]
          }
        />
      )}
    </Figure>
  );
}
