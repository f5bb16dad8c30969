import { useTranslation } from 'react-i18next';
import { useUnits } from '../i18n/units';
import { formatCount } from '../ui/number';
import type { OuterWork } from './result-state';

/** What testing every row in its turn means, and about how long it takes. */
export function OuterSentence({ outer }: { outer: OuterWork }) {
  const { t } = useTranslation('evaluate');
  const units = useUnits();
  const { kind, folds, done, trials, secondsLeft } = outer;
  return (
    <>
      {t(`nested.${kind}.text`, { folds: formatCount(folds), trials: formatCount(trials) })}{' '}
      {done > 0 &&
        done < folds &&
        `${t('nested.done', { done: formatCount(done), folds: formatCount(folds) })} `}
      {secondsLeft > 0 && t('nested.long', { time: units.duration(secondsLeft) })}
    </>
  );
}
