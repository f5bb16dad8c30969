import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { handLeft } from '../../engine/budget';
import { familyByName } from '../../models/index';
import { isTrainedHere, leaderboard } from '../../study/journal-state';
import type { Metric } from '../../study/schema';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { sameAmong, valuesOf } from './control/hand-config';
import { metricText } from './metric-text';

/** Where a trial from a cluster is the best: it has no weights here until its configuration is trained here. */
export function ClusterLeads({ metric }: { metric: Metric }) {
  const { t } = useTranslation('train-control');
  const journal = useApp((s) => s.journal);
  const train = useApp((s) => s.queueTrial);
  const steering = useApp((s) => s.steering);
  const board = leaderboard(journal.trials, metric);
  const [best] = board;
  if (!best?.score || isTrainedHere(best)) return null;
  const family = familyByName(best.config.family);
  const values = valuesOf(family, best.config);
  const own = sameAmong(family, values, board.filter(isTrainedHere));
  const waits = sameAmong(
    family,
    values,
    handLeft(journal).map((config) => ({ config })),
  );
  const told = {
    number: best.trial + 1,
    score: metricText(best.score.metric, metric),
    own: (own?.trial ?? 0) + 1,
    ownScore: metricText(own?.score?.metric ?? Number.NaN, metric),
  };
  return (
    <Notice
      title={t('cluster.title')}
      action={
        !own &&
        !waits && (
          <Button variant="light" disabled={steering} onClick={() => void train(best.config)}>
            {t('cluster.train')}
          </Button>
        )
      }
    >
      {t(own ? 'cluster.trained' : waits ? 'cluster.waiting' : 'cluster.untrained', told)}
    </Notice>
  );
}
