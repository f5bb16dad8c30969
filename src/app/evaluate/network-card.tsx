import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import { NetworkFigure } from '../network/network-figure';
import { useTrialNetwork } from '../network/use-trial-network';
import classes from './evaluate.module.css';

interface Props {
  trial: Trial;
  /** It is the best of several that predict together. */
  together: boolean;
}

/** How the model that won is built; nothing where the journal does not say it. */
export function NetworkCard({ trial, together }: Props) {
  const { t } = useTranslation('evaluate');
  const built = useTrialNetwork(trial);
  if (!built) return null;
  return (
    <div className={classes.card} data-testid="network">
      <NetworkFigure
        title={t(together ? 'winner.networkOfBest' : 'winner.network', { trial: trial.trial + 1 })}
        fileName={`network-trial-${trial.trial + 1}`}
        {...built}
      />
    </div>
  );
}
