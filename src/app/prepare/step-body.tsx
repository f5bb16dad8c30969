import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FlowStage } from '../../engine/protocol';
import type { Misreading } from '../../guard/misread';
import { stepByName } from '../../prep/index';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { ParamForm } from '../ui/param-form';
import { ChangedNames } from './changed-names';
import { ColumnPicker } from './column-picker';
import { ComparePanel } from './compare-panel';
import { setStepParams } from './edits';
import { MisreadNotes } from './misread-notes';
import classes from './prepare.module.css';

interface Props {
  plan: StepPlan;
  before: FlowStage | null;
  after: FlowStage | null;
  concerned: { could: string[]; acts: string[] } | null;
  misread: Misreading[];
}

/** What the open card holds: why it is there, what goes in, its parameters, what comes out, what it gains. */
export function StepBody({ plan, before, after, concerned, misread }: Props) {
  const { t } = useTranslation(['prepare', 'rooms']);
  const edit = useApp((s) => s.edit);
  const step = stepByName(plan.step);
  const columnsOf = (kind: 'date' | 'num' | 'cat') =>
    (before?.columns ?? []).flatMap((c) =>
      c.kind === kind || (kind === 'cat' && c.kind === 'ordered') ? [c.name] : [],
    );
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(`steps.${plan.step}.help`, { ns: 'rooms' })}
      </Text>
      {concerned && concerned.acts.length > 0 && (
        <Text size="sm" className={classes.reason}>
          {t(`reason.${plan.step}`, {
            count: concerned.acts.length,
            defaultValue: t('reason.other', { count: concerned.acts.length }),
          })}
        </Text>
      )}
      <MisreadNotes found={misread} />
      {before && concerned && step.kind !== 'resample' && (
        <ColumnPicker plan={plan} stage={before} {...concerned} />
      )}
      {step.params.length > 0 && (
        <ParamForm
          owner={plan.step}
          params={step.params}
          values={plan.params}
          columnsOf={columnsOf}
          onChange={(values) => edit((study) => setStepParams(study, plan.id, values))}
        />
      )}
      {before && after && <ChangedNames before={before} after={after} />}
      <ComparePanel plan={plan} />
    </>
  );
}
