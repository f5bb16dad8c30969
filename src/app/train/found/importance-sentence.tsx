import { useTranslation } from 'react-i18next';
import { LEAST_TRIALS, type SearchImportance } from '../../../search/importance';
import { formatPercent } from '../../ui/number';
import classes from './found.module.css';
import { verdictOf } from './importance-words';
import type { FoundWords } from './words';

/** What the scores hang on, in words. Of several families those with too few trials are passed over while others are known. */
export function ImportanceSentence({ found, words }: { found: SearchImportance; words: FoundWords }) {
  const { t } = useTranslation('train-found');
  const several = found.families.length > 1;
  const known = found.families.filter(({ state }) => state !== 'few');
  return (
    <div className={classes.sentences} data-testid="importance-sentence">
      {found.family && (
        <p>
          {t('importance.family', {
            percent: formatPercent(found.family.share),
            low: formatPercent(found.family.low),
            high: formatPercent(found.family.high),
          })}
        </p>
      )}
      {(known.length > 0 ? known : found.families).map((one) => (
        <p key={one.family}>
          {t(`importance.${verdictOf(one)}${several ? 'Of' : ''}`, {
            family: words.family(one.family),
            name: one.params[0] ? words.param(one.family, one.params[0].key) : '',
            percent: formatPercent(one.params[0]?.share ?? 0),
            low: formatPercent(one.params[0]?.low ?? 0),
            high: formatPercent(one.params[0]?.high ?? 0),
            wanted: LEAST_TRIALS,
            trials: one.trials,
          })}
        </p>
      ))}
    </div>
  );
}
