import { useTranslation } from 'react-i18next';
import type { Probe } from '../../../study/results/probe';
import { Figure } from '../../charts/figure';
import { isOwnName } from './own-names';
import { ScoreForest } from './score-forest';
import { useScore } from './use-score';

/** How far one comes without looking at the disease at all. */
export function ShortcutAnswer({ probe }: { probe: Extract<Probe, { kind: 'shortcut' }> }) {
  const { t } = useTranslation('probes');
  const { from, result, columns } = probe;
  const score = useScore(result.metric);
  const { low } = result.estimate;
  const told = result.metric === 'auroc' && low !== null && low > 0.5;
  const names = columns.map((name) => (isOwnName(name) ? t(`names.${name}`) : name));
  const sentence = t(`${from}.${told ? 'high' : 'low'}`, {
    value: score.said(result.estimate),
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
            description={sentence}
            rows={[{ name: score.name, estimate: result.estimate }]}
          />
        )}
      </Figure>
    </>
  );
}
