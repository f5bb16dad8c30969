import { Button, FileButton } from '@mantine/core';
import { IconServer2 } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { formatCount } from '../ui/number';
import { useErrorParts } from '../ui/use-error-parts';
import { TakeCard } from './take-card';
import classes from './take-home.module.css';

interface Props {
  onTake(): void;
  /** Why nothing can be taken yet. */
  blocked: string | undefined;
  disabled: boolean;
}

/** The search goes on on other machines; what it finds comes back here. */
export function ClusterCard({ onTake, blocked, disabled }: Props) {
  const { t } = useTranslation(['take-home', 'rooms']);
  const kind = useApp((s) => s.journal.study?.task?.kind);
  const partsOf = useErrorParts();
  const { value: plan, error } = useApp((s) => s.clusterPlan);
  const ask = useApp((s) => s.askClusterPlan);
  const open = useApp((s) => s.openResults);
  const ready = blocked === undefined;
  useEffect(() => {
    if (ready) void ask();
  }, [ready, ask]);
  const against = () => {
    if (!error) return undefined;
    const { got, do: todo } = partsOf(error);
    return t('cluster.blocked', { got, do: todo });
  };
  const names = plan?.here.map((name) => t(familyKey(name, kind), { ns: 'rooms' })) ?? [];
  const said = plan && {
    count: plan.trials,
    trials: formatCount(plan.trials),
    combinations: formatCount(plan.combinations),
  };
  return (
    <TakeCard
      name="cluster"
      Icon={IconServer2}
      onTake={onTake}
      blocked={blocked ?? against()}
      disabled={disabled}
    >
      <FileButton accept=".jsonl" onChange={(file) => file && void open(file)}>
        {(props) => (
          <Button variant="default" disabled={!ready || disabled} {...props}>
            {t('cluster.open')}
          </Button>
        )}
      </FileButton>
      {ready && said && (
        <p className={classes.note}>
          {t(plan.combinations === 0 ? 'cluster.fixed' : 'cluster.known', said)}
          {plan.combinations > 1 && ` ${t('cluster.combinations', said)}`}
        </p>
      )}
      {ready && plan && plan.here.length > 0 && (
        <p className={classes.note}>{t('cluster.here', { families: names.join(', ') })}</p>
      )}
      {ready && plan?.leftOut && <p className={classes.note}>{t('cluster.leftOut')}</p>}
    </TakeCard>
  );
}
