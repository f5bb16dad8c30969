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
  const outside =
    better > 0
      ? naive.estimate.estimate > (honest.estimate.high ?? Number.POSITIVE_INFINITY)
      : naive.estimate.estimate < (honest.estimate.low ?? Number.NEGATIVE_INFINITY);
  const params = {
    naive: score.said(naive.estimate),
    honest: score.said(honest.estimate),
    kind: t(`leak.kind.${ignores}`),
  };
  const sentence = t(feigned > 0 && outside ? 'leak.found' : 'leak.none', params);
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
