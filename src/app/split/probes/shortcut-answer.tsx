import { useTranslation } from 'react-i18next';
import type { Probe } from '../../../study/results/probe';
import { Figure } from '../../charts/figure';
import { isOwnName } from './own-names';
import { ScoreForest } from './score-forest';
import { useScore } from './use-score';

/** How far one comes without looking at the disease at all. */
export function ShortcutAnswer({ probe }: { probe: Extract<Probe, { kind: 'shortcut' }> }) {
  const { t } = useTranslation('probes');
  const { from, result, columns, guess } = probe;
  const score = useScore(result.metric);
  const { low, high } = result.estimate;
  const told = result.metric === 'auroc' ? low !== null && low > 0.5 : high !== null && high < (guess ?? 0);
  const names = columns.map((name) => (isOwnName(name) ? t(`names.${name}`) : name));
  // Answers that were kept before guessing a number was: they say what was reached and no more.
  const unsaid = result.metric !== 'auroc' && guess === undefined;
  const sentence = t(`${from}.${unsaid ? 'plain' : told ? 'high' : 'low'}`, {
    value: score.said(result.estimate),
    guess: guess === undefined ? t('guess.auroc') : t('guess.rmse', { value: score.point(guess) }),
    columns: names.join(', '),
  });
  return (
    <>
      <p>{sentence}</p>
      <Figure title={t(`${from}.figure`)} fileName={`shortcut-${from}`} maxWidth={560}>
        {(width) => (
          <ScoreForest
            width={width}
            metric={result.metric}
            {...(guess !== undefined && { guess })}
            description={sentence}
            rows={[{ name: score.name, estimate: result.estimate }]}
          />
        )}
      </Figure>
    </>
  );
}
