import { useTranslation } from 'react-i18next';
import type { Evaluation } from '../../study/events';
import type { RegressionDetail } from '../../study/results/evaluation';
import { AgreementChart } from '../charts/agreement-chart';
import { CalibrationChart } from '../charts/calibration-chart';
import { Figure } from '../charts/figure';
import { extent, nice, ticks } from '../charts/scale';
import { formatEstimate } from '../ui/estimate';
import { formatValue } from '../ui/number';

interface Props {
  evaluation: Evaluation;
  detail: RegressionDetail;
  target: string;
}

/** A predicted number: is it right on average over its whole range, and how far off is a single one? */
export function NumberFigures({ evaluation, detail, target }: Props) {
  const { t } = useTranslation('evaluate-figures');
  const { t: names } = useTranslation('evaluate');
  const { calibration, agreement } = detail;
  const { calibrationIntercept, calibrationSlope } = evaluation.metrics;
  const domain = nice(
    extent([
      ...calibration.groups.flatMap(({ predicted, observed }) => [predicted, observed]),
      ...calibration.curve.flatMap(({ at, observed }) => [at, observed]),
    ]),
  );
  const written = (estimate: typeof agreement.bias) => formatEstimate(estimate, 'value');
  const words = {
    bias: written(agreement.bias),
    lower: written(agreement.lower),
    upper: written(agreement.upper),
    target,
  };
  return (
    <>
      <Figure
        title={t('calibration.title')}
        fileName="calibration"
        maxWidth={480}
        caption={[
          calibrationIntercept &&
            `${names('metric.calibrationIntercept.name')}: ${written(calibrationIntercept)}`,
          calibrationSlope &&
            `${names('metric.calibrationSlope.name')}: ${formatEstimate(calibrationSlope, 'index', 2)}`,
          t('calibration.captionNumber', { target }),
        ]
          .filter(Boolean)
          .join('. ')}
      >
        {(width) => (
          <CalibrationChart
            width={width}
            description={t('calibration.captionNumber', { target })}
            xLabel={names('scatter.y', { target })}
            yLabel={names('scatter.x', { target })}
            calibration={calibration}
            domain={domain}
            ticks={ticks(domain, 5)}
            write={formatValue}
            words={{
              ideal: t('calibration.ideal'),
              curve: t('calibration.curve'),
              groups: t('calibration.groups', { count: calibration.groups.length }),
            }}
          />
        )}
      </Figure>
      <Figure
        title={t('agreement.title')}
        fileName="bland-altman"
        maxWidth={480}
        caption={t('agreement.caption', words)}
      >
        {(width) => (
          <AgreementChart
            width={width}
            description={t('agreement.caption', words)}
            xLabel={t('agreement.x', { target })}
            yLabel={t('agreement.y', { target })}
            points={evaluation.scatter}
            lines={[
              { label: t('agreement.upper'), estimate: agreement.upper },
              { label: t('agreement.bias'), estimate: agreement.bias, main: true },
              { label: t('agreement.lower'), estimate: agreement.lower },
            ]}
          />
        )}
      </Figure>
    </>
  );
}
