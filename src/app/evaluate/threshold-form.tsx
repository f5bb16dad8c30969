import { Radio, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ThresholdRule } from '../../study/evaluation-plan';
import { useApp } from '../store';
import { NumberField } from '../ui/number-field';
import classes from './evaluate.module.css';
import { costRisk } from './rule-words';

const RULES = ['youden', 'sensitivity', 'specificity', 'cost'] as const;
/** What a rule begins with. */
const FIRST: Record<(typeof RULES)[number], ThresholdRule> = {
  youden: { rule: 'youden' },
  sensitivity: { rule: 'sensitivity', value: 0.9 },
  specificity: { rule: 'specificity', value: 0.9 },
  cost: { rule: 'cost', ratio: 5 },
};

/** By which rule the threshold is chosen on development predictions. `opened`: after the test set was seen. */
export function ThresholdForm({ opened }: { opened: boolean }) {
  const { t } = useTranslation('evaluate-plan');
  const threshold = useApp((s) => s.study?.evaluation.threshold);
  const edit = useApp((s) => s.edit);
  if (!threshold) return null;
  const set = (rule: ThresholdRule) =>
    edit((study) => ({ ...study, evaluation: { ...study.evaluation, threshold: rule } }));
  return (
    <div data-testid="threshold-rule">
      <Radio.Group
        label={t('rule.title')}
        description={t(opened ? 'rule.helpOpened' : 'rule.help')}
        descriptionProps={{ mt: 'sm' }}
        value={threshold.rule}
        onChange={(rule) => set(FIRST[rule as keyof typeof FIRST])}
      >
        <Stack gap="sm" mt="sm">
          {RULES.map((rule) => (
            <Radio
              key={rule}
              value={rule}
              label={t(`rule.${rule}.label`)}
              description={t(`rule.${rule}.help`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {(threshold.rule === 'sensitivity' || threshold.rule === 'specificity') && (
        <div className={classes.field}>
          <NumberField
            label={t(`rule.${threshold.rule}.value`)}
            value={Math.round(threshold.value * 1000) / 10}
            low={1}
            high={99.9}
            onChange={(percent) => set({ rule: threshold.rule, value: percent / 100 })}
          />
        </div>
      )}
      {threshold.rule === 'cost' && (
        <div className={classes.field}>
          <NumberField
            label={t('rule.cost.value')}
            description={t('rule.cost.risk', { risk: costRisk(threshold.ratio) })}
            value={threshold.ratio}
            low={0.1}
            high={1000}
            onChange={(ratio) => set({ rule: 'cost', ratio })}
          />
        </div>
      )}
    </div>
  );
}
