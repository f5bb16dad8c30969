import { useTranslation } from 'react-i18next';
import type { FamilyImportance, SearchImportance, Share } from '../../../search/importance';
import { BarChart } from '../../charts/bar-chart';
import { Figure } from '../../charts/figure';
import { formatPercent } from '../../ui/number';
import classes from './found.module.css';
import { trustOf } from './importance-words';
import type { FoundWords } from './words';

/** Bars for each family of which something is known. */
export function ImportanceFigures({ found, words }: { found: SearchImportance; words: FoundWords }) {
  return (
    <div className={classes.bars}>
      {found.families
        .filter(({ state }) => state === 'found')
        .map((one) => (
          <FamilyBars key={one.family} one={one} words={words} />
        ))}
    </div>
  );
}

function FamilyBars({ one, words }: { one: FamilyImportance; words: FoundWords }) {
  const { t } = useTranslation('train-found');
  const foretold = one.foretold ?? 0;
  const bar = (name: string, { share, low, high }: Share) => ({
    name,
    value: share,
    low,
    high,
    text: `${formatPercent(share)} (${formatPercent(low)} – ${formatPercent(high)})`,
  });
  const bars = one.params.map((share) => bar(words.param(one.family, share.key), share));
  if (one.together && one.params.length > 1) bars.push(bar(t('importance.together'), one.together));
  const trust = t(`importance.trust.${trustOf(foretold)}`, { percent: formatPercent(Math.max(0, foretold)) });
  return (
    <Figure
      title={t('importance.title', { family: words.family(one.family) })}
      fileName={`search-importance-${one.family}`}
      maxWidth={640}
      caption={`${trust} ${t('importance.caption', { count: one.trials })}`}
    >
      {(width) => (
        <BarChart
          width={width}
          description={`${bars.map(({ name, text }) => `${name}: ${text}`).join('; ')}. ${trust}`}
          label={t('importance.axis')}
          write={formatPercent}
          bars={bars}
        />
      )}
    </Figure>
  );
}
