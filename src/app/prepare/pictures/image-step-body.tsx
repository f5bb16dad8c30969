import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { imageStepByName } from '../../../prep/image/index';
import type { ParamValues } from '../../../study/params';
import type { StepPlan } from '../../../study/schema';
import { useApp } from '../../store';
import { ParamForm } from '../../ui/param-form';
import { setStepParams } from '../edits';

interface Props {
  plan: StepPlan;
  params: ParamValues;
  onDraft(params: ParamValues): void;
}

/** What the open card of an image step holds: what it does, and its parameters with sliders. */
export function ImageStepBody({ plan, params, onDraft }: Props) {
  const { t } = useTranslation('rooms');
  const edit = useApp((s) => s.edit);
  const step = imageStepByName(plan.step);
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(`steps.${plan.step}.help`)}
      </Text>
      {step.params.length > 0 && (
        <ParamForm
          owner={plan.step}
          params={step.params}
          values={params}
          onChange={(values) => edit((study) => setStepParams(study, plan.id, values))}
          onDraft={onDraft}
        />
      )}
    </>
  );
}
