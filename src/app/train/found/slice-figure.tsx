import { useTranslation } from 'react-i18next';
import { higherIsBetter } from '../../../study/journal-state';
import type { Metric } from '../../../study/schema';
import { Figure } from '../../charts/figure';
import { SliceChart } from '../../charts/slice-chart';
import { placeOf, type SearchAxis } from './axes';
import { namedAxis } from './named-axes';
import { scoreAxisText } from './score-text';
import { type Scored, scoreRange } from './settled';
import type { FoundWords } from './words';

interface Props {
  axes: SearchAxis[];
  scored: Scored[];
  metric: Metric;
  words: FoundWords;
  chosen: number | null;
  onPoint(trial: number | null): void;
}

/** How much of the room between two values their dots take. */
const SPREAD = 0.45;

/** The score over each hyperparameter. */
export function SliceFigure({ axes, scored, metric, words, chosen, onPoint }: Props) {
  const { t } = useTranslation('train-found');
  const last = Math.max(1, scored.length - 1);
  const panels = axes.map((axis) => ({
    ...namedAxis(axis, words),
    spread: axis.scale.kind === 'rank' ? SPREAD / axis.scale.values.length : 0,
    dots: scored.flatMap(({ trial, value }, i) => {
      const at = placeOf(axis.scale, axis.read(trial));
      return at === null ? [] : [{ id: trial.trial, at, value, order: i / last }];
    }),
  }));
  return (
    <Figure title={t('slices.title')} fileName="search-slices" maxWidth={960} caption={t('slices.caption')}>
      {(width) => (
        <SliceChart
          width={width}
          description={t('slices.description', {
            metric: words.metric,
            names: words.list(panels.map(({ label }) => label)),
          })}
          yLabel={words.metric}
          write={scoreAxisText(metric)}
          panels={panels}
          range={scoreRange(scored, metric)}
          worseIsAbove={!higherIsBetter(metric)}
          words={{ order: t('slices.order'), beyond: t('history.beyond') }}
          chosen={chosen}
          onPoint={onPoint}
        />
      )}
    </Figure>
  );
}
