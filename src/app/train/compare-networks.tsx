import { useTranslation } from 'react-i18next';
import type { Trial } from '../../study/events';
import { NetworkFigure } from '../network/network-figure';
import { useTrialNetwork } from '../network/use-trial-network';
import classes from './compare.module.css';

interface Props {
  first: Trial;
  second: Trial;
  /** What a family is called. */
  family(name: string): string;
}

/** How the networks of two trials are built, beside each other; one drawing where they are built alike. */
export function CompareNetworks({ first, second, family }: Props) {
  const { t } = useTranslation('network');
  const a = useTrialNetwork(first);
  const b = useTrialNetwork(second);
  const name = ({ trial }: Trial) => `network-trial-${trial + 1}`;
  const title = ({ trial, config }: Trial) =>
    t('title', { number: trial + 1, family: family(config.family) });
  if (a && b && JSON.stringify(a) === JSON.stringify(b)) {
    const numbers = { first: first.trial + 1, second: second.trial + 1 };
    const same = t('sameTitle', { ...numbers, family: family(first.config.family) });
    return (
      <div className={classes.networks}>
        <NetworkFigure title={first === second ? title(first) : same} fileName={name(first)} {...a} />
      </div>
    );
  }
  return (
    <div className={`${classes.halves} ${classes.networks}`}>
      {a && <NetworkFigure title={title(first)} fileName={name(first)} {...a} />}
      {b && <NetworkFigure title={title(second)} fileName={name(second)} {...b} />}
    </div>
  );
}
