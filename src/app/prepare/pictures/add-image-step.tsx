import { useTranslation } from 'react-i18next';
import type { ImageStep } from '../../../prep/image/image-step';
import { useApp } from '../../store';
import { addStep, freshStepId } from '../edits';
import { StepMenu } from '../step-menu';
import { groupedImageSteps, kindOfPlan, placeOf } from './image-step-groups';

/** The steps for pictures; a new one goes where steps of its kind stand. */
export function AddImageStep({ onAdded }: { onAdded(id: string): void }) {
  const { t } = useTranslation('images');
  const edit = useApp((s) => s.edit);
  const add = (step: ImageStep) => {
    onAdded(freshStepId(useApp.getState().study?.steps ?? [], step.name));
    edit((study) => addStep(study, step, placeOf(step, study.steps, kindOfPlan)));
  };
  return (
    <StepMenu<ImageStep>
      groupsOf={(search, textOf) =>
        groupedImageSteps(search, textOf).map((found) => ({
          ...found,
          title: t(`prepare.groups.${found.group}`),
        }))
      }
      onAdd={add}
    />
  );
}
