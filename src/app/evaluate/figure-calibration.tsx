import { use } from 'react';
import { useTranslation } from 'react-i18next';
import type { Estimate } from '../../study/events';
import type { BinaryDetail, CalibrationResult } from '../../study/results/evaluation';
import { CalibrationChart } from '../charts/calibration-chart';
import { Figure, PrintedFrame } from '../charts/figure';
import { riskDomain, topOfBins } from '../charts/risk-domain';
import { ticks } from '../charts/scale';
import { formatEstimate } from '../ui/estimate';
import { formatPercent } from '../ui/number';
import classes from './evaluate.module.css';

const NUMBERS = ['oe', 'calibrationIntercept', 'calibrationSlope'] as const;

interface Props {
  calibration: CalibrationResult;
  /** Those without the outcome first, as in the task. */
  distributions?: BinaryDetail['distributions'];
  metrics?: Record<string, Estimate>;
  /** Of the event whose risk it is. */
  event: string;
  fileName?: string;
}

const highest = ({ curve, groups }: CalibrationResult): number =>
  Math.max(
    0,
    ...curve.flatMap(({ at, observed }) => [at, observed]),
    ...groups.flatMap(({ predicted, observed }) => [predicted, observed]),
  );

/** Are the risks true? Of those with a predicted risk of 20 %, do 20 % have it? */
export function CalibrationFigure({
  calibration,
  distributions,
  metrics,
  event,
  fileName = 'calibration',
}: Props) {
  const { t } = useTranslation('evaluate-figures');
  const { t: names } = useTranslation('evaluate');
  const domain = riskDomain(Math.max(highest(calibration), topOfBins(distributions ?? [])));
  const numbers = NUMBERS.filter((name) => metrics?.[name]);
  const printed = use(PrintedFrame) !== null;
  const written = (name: (typeof NUMBERS)[number]) => formatEstimate(metrics![name], 'index', 2);
  const numberOf = (name: (typeof NUMBERS)[number]) => `${names(`metric.${name}.name`)} ${written(name)}`;
  return (
    <Figure
      title={t('calibration.title')}
      fileName={fileName}
      maxWidth={480}
      caption={
        <>
          {numbers.length > 0 && printed && `${numbers.map(numberOf).join('; ')}. `}
          {numbers.length > 0 && !printed && (
            <dl className={classes.beside}>
              {numbers.map((name) => (
                <div key={name}>
                  <dt>{names(`metric.${name}.name`)}</dt>
                  <dd>{written(name)}</dd>
                </div>
              ))}
            </dl>
          )}
          {t(distributions ? 'calibration.captionPeople' : 'calibration.caption', { event })}
        </>
      }
    >
      {(width) => (
        <CalibrationChart
          width={width}
          description={t('calibration.description', { event })}
          xLabel={t('calibration.x', { event })}
          yLabel={t('calibration.y', { event })}
          calibration={calibration}
          domain={domain}
          ticks={ticks(domain, 5)}
          write={formatPercent}
          words={{
            ideal: t('calibration.ideal'),
            curve: t('calibration.curve'),
            groups: t('calibration.groups', { count: calibration.groups.length }),
          }}
          people={
            distributions && {
              up: distributions[1].counts,
              down: distributions[0].counts,
              label: t('calibration.people', { event }),
            }
          }
        />
      )}
    </Figure>
  );
}
