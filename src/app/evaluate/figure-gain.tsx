import { useTranslation } from 'react-i18next';
import type { BinaryDetail } from '../../study/results/evaluation';
import { Figure } from '../charts/figure';
import { GainChart } from '../charts/gain-chart';
import { formatFixed, formatPercent } from '../ui/number';

/** The share of all events among the highest tenth, if there is such a point. */
const atTenth = (lift: BinaryDetail['lift']) =>
  lift.reduce<BinaryDetail['lift'][number] | null>(
    (best, point) => (Math.abs(point.share - 0.1) < Math.abs((best?.share ?? 9) - 0.1) ? point : best),
    null,
  );

/** Whom to look at first: how many of all events are among those with the highest risks. */
export function GainFigure({ lift }: { lift: BinaryDetail['lift'] }) {
  const { t } = useTranslation('evaluate-figures');
  const tenth = atTenth(lift);
  const words = tenth && {
    share: formatPercent(tenth.share),
    gain: formatPercent(tenth.gain),
    lift: formatFixed(tenth.gain / tenth.share, 1),
  };
  return (
    <Figure
      title={t('gain.title')}
      fileName="gain"
      maxWidth={440}
      caption={words ? t('gain.caption', words) : t('gain.captionShort')}
    >
      {(width) => (
        <GainChart
          width={width}
          description={words ? t('gain.caption', words) : t('gain.captionShort')}
          xLabel={t('gain.x')}
          yLabel={t('gain.y')}
          points={lift}
        />
      )}
    </Figure>
  );
}
