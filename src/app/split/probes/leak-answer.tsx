import { useTranslation } from 'react-i18next';
import type { Probe } from '../../../study/results/probe';
import { Figure } from '../../charts/figure';
import { ScoreForest } from './score-forest';
import { useScore } from './use-score';

/** Side by side: what a careless split would have shown, and what an honest one shows. */
export function LeakAnswer({ probe }: { probe: Extract<Probe, { kind: 'leak' }> }) {
  const { t } = useTranslation('probes');
  const { naive, honest, ignores } = probe;
  const score = useScore(naive.metric);
  const better = naive.metric === 'rmse' ? -1 : 1;
  const feigned = better * (naive.estimate.estimate - honest.estimate.estimate);
  const { low, high } = honest.estimate;
  const outside =
    low !== null && high !== null && (naive.estimate.estimate > high || naive.estimate.estimate < low);
  const params = {
    naive: score.said(naive.estimate),
    honest: score.said(honest.estimate),
    kind: t(`leak.kind.${ignores}`),
  };
  const sentence = t(outside ? (feigned > 0 ? 'leak.found' : 'leak.better') : 'leak.none', params);
  return (
    <>
      <p>{sentence}</p>
      <Figure title={t('leak.figure')} fileName="leak" maxWidth={560}>
        {(width) => (
          <ScoreForest
            width={width}
            metric={naive.metric}
            description={sentence}
            rows={[
              { name: t('leak.naive'), estimate: naive.estimate },
              { name: t(`leak.honest.${ignores}`), estimate: honest.estimate },
            ]}
          />
        )}
      </Figure>
    </>
  );
}
