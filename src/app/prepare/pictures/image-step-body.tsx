import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Drawn } from '../../../engine/images/api';
import { imageStepByName } from '../../../prep/image/index';
import type { ParamValues } from '../../../study/params';
import type { StepPlan } from '../../../study/schema';
import { useApp } from '../../store';
import { ParamForm } from '../../ui/param-form';
import { setStepParams } from '../edits';
import { roiOf } from './roi';
import { RoiEditor } from './roi-editor';

interface Props {
  plan: StepPlan;
  params: ParamValues;
  /** A picture as it reaches the step; null before one is there. */
  before: Drawn | null;
  onDraft(params: ParamValues): void;
}

/** What the open card of an image step holds: what it does, and its parameters with sliders. */
export function ImageStepBody({ plan, params, before, onDraft }: Props) {
  const { t } = useTranslation('rooms');
  const edit = useApp((s) => s.edit);
  const step = imageStepByName(plan.step);
  return (
    <>
      <Text size="sm" c="dimmed">
        {t(`steps.${plan.step}.help`)}
      </Text>
      {plan.step === 'roi-crop' && before && (
        <RoiEditor
          drawn={before}
          roi={roiOf(params)}
          onDraft={(roi) => onDraft({ ...roi })}
          onChange={(roi) => edit((study) => setStepParams(study, plan.id, { ...roi }))}
        />
      )}
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
