import { useTranslation } from 'react-i18next';
import type { Budget } from '../../study/schema';
import { NumberField } from '../ui/number-field';
import { NoGainField } from './no-gain-field';

interface Props {
  budget: Budget;
  /** What the numbers count. */
  trialsHelp: string;
  minutesHelp: string;
  /** The fewest trials that may be asked for. */
  fewest: number;
  onChange(budget: Budget): void;
}

/** Trials, minutes, and trials without gain: what a search may use. */
export function BudgetFields({ budget, trialsHelp, minutesHelp, fewest, onChange }: Props) {
  const { t } = useTranslation('train');
  return (
    <>
      <NumberField
        label={t('setup.trials')}
        description={trialsHelp}
        value={budget.trials}
        low={fewest}
        high={10_000}
        integer
        onChange={(trials) => onChange({ ...budget, trials })}
      />
      <NumberField
        label={t('setup.minutes')}
        description={minutesHelp}
        value={budget.minutes}
        low={0}
        high={10_080}
        onChange={(minutes) => onChange({ ...budget, minutes })}
      />
      <NoGainField budget={budget} onChange={onChange} />
    </>
  );
}
