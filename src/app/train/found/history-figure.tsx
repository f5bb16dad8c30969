import { useTranslation } from 'react-i18next';
import type { Trial } from '../../../study/events';
import { higherIsBetter } from '../../../study/journal-state';
import type { Metric } from '../../../study/schema';
import { Figure } from '../../charts/figure';
import { HistoryChart, type HistoryTrial } from '../../charts/history-chart';
import { metricText } from '../metric-text';
import { scoreAxisText } from './score-text';
import { bestSoFar, type Scored, scoreRange } from './settled';
import type { FoundWords } from './words';

interface Props {
  trials: Trial[];
  scored: Scored[];
  metric: Metric;
  words: FoundWords;
  chosen: number | null;
  onPoint(trial: number | null): void;
}

/** How the best score came about. */
export function HistoryFigure({ trials, scored, metric, words, chosen, onPoint }: Props) {
  const { t } = useTranslation('train-found');
  const values = new Map(scored.map(({ trial, value }) => [trial.trial, value]));
  const shown = trials.flatMap(({ trial, state }): HistoryTrial[] => {
    const value = values.get(trial) ?? null;
    if (value === null && state !== 'failed' && state !== 'pruned') return [];
    const ended = state === 'failed' || state === 'pruned' ? state : 'scored';
    return [{ id: trial, number: trial + 1, value, ended }];
  });
  const best = bestSoFar(scored, metric);
  const top = best.at(-1);
  const sentence = top
    ? t('history.sentence', {
        count: scored.length,
        number: top.trial.trial + 1,
        metric: words.metric,
        value: metricText(top.value, metric),
      })
    : '';
  return (
    <Figure title={t('history.title')} fileName="search-history" maxWidth={960} caption={sentence}>
      {(width) => (
        <HistoryChart
          width={width}
          description={sentence}
          xLabel={t('trial')}
          yLabel={words.metric}
          write={scoreAxisText(metric)}
          trials={shown}
          best={best.map(({ trial, value }) => ({ number: trial.trial + 1, value }))}
          range={scoreRange(scored, metric)}
          worseIsAbove={!higherIsBetter(metric)}
          words={{
            trial: t('history.trial'),
            best: t('history.best'),
            failed: t('history.failed'),
            pruned: t('history.pruned'),
            beyond: t('history.beyond'),
          }}
          chosen={chosen}
          onPoint={onPoint}
        />
      )}
    </Figure>
  );
}
