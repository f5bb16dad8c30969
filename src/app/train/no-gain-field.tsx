import { useTranslation } from 'react-i18next';
import type { Budget } from '../../study/schema';
import { NumberField } from '../ui/number-field';

/** After how many trials without a better score a search ends; 0 is no such end, and leaves the study as it was. */
export function NoGainField({ budget, onChange }: { budget: Budget; onChange(budget: Budget): void }) {
  const { t } = useTranslation('train-control');
  const { noGain = 0, ...rest } = budget;
  return (
    <NumberField
      label={t('noGain.label')}
      description={t('noGain.help')}
      value={noGain}
      low={0}
      high={10_000}
      integer
      onChange={(value) => onChange(value > 0 ? { ...rest, noGain: value } : rest)}
    />
  );
}
