import { useTranslation } from 'react-i18next';
import { CurvesChart } from '../charts/curves-chart';
import { Figure } from '../charts/figure';
import { ink } from '../charts/figure-colors';
import { TRAIN_DASH, trialCurves } from '../charts/live-drawing';
import { epochLimit, valueRange } from '../charts/live-range';
import { BLUE, VERMILLION } from '../charts/palette';
import { useTrial } from './use-trial';

interface Props {
  numbers: [number, number];
  best: number | null;
  pinned: ReadonlyMap<number, string>;
}

/** Training and validation loss of two trials; a running one grows. */
export function CompareCurves({ numbers: [a, b], best, pinned }: Props) {
  const { t } = useTranslation('train');
  const first = useTrial(a);
  const second = useTrial(b);
  if (!first || !second) return null;
  const own = (number: number, other: string) =>
    number === best ? ink('accent') : (pinned.get(number) ?? other);
  const color = own(a, BLUE);
  const wanted = own(b, VERMILLION);
  const colors = [color, wanted === color ? VERMILLION : wanted];
  const trials = first === second ? [first] : [first, second];
  const names = trials.map(({ trial }) => t('chart.chosenTrial', { number: trial + 1 }));
  const { low, high } = valueRange(trials, 'loss') ?? { low: 0, high: 1 };
  return (
    <Figure title={t('compare.curves')} fileName="two-trials" maxWidth={640}>
      {(width) => (
        <CurvesChart
          width={width}
          description={t('compare.curvesLabel', { first: a + 1, second: b + 1 })}
          xLabel={t('chart.epoch')}
          yLabel={t('chart.loss')}
          across={[1, epochLimit(trials)]}
          up={[low, high]}
          curves={trials.flatMap((trial, i) =>
            trialCurves(trial, 'loss', colors[i], String(trial.trial + 1)),
          )}
          legend={names.flatMap((name, i) => [
            { label: t('compare.valid', { name }), color: colors[i], mark: 'line' as const },
            {
              label: t('compare.train', { name }),
              color: colors[i],
              mark: 'line' as const,
              dash: TRAIN_DASH,
            },
          ])}
        />
      )}
    </Figure>
  );
}
