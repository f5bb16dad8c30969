import { useTranslation } from 'react-i18next';
import type { Flow } from '../../engine/protocol';
import type { Step } from '../../prep/step';
import { useApp } from '../store';
import { addStep, freshStepId } from './edits';
import { groupedSteps } from './step-groups';
import { StepMenu } from './step-menu';

/** The steps for columns, each with how many it would find. */
export function AddStep({ places }: { places: Flow['places'] | null }) {
  const { t } = useTranslation('prepare');
  const edit = useApp((s) => s.edit);
  const showStep = useApp((s) => s.showStep);
  const add = (step: Step) => {
    const id = freshStepId(useApp.getState().study?.steps ?? [], step.name);
    edit((study) => addStep(study, step, places?.[step.name]?.at));
    showStep(id);
  };
  const noteOf = (step: Step) => {
    const idle = places !== null && !places[step.name];
    const counted = places && step.kind !== 'resample' && !idle;
    return {
      idle,
      text: idle ? t('menu.idle') : counted ? t('menu.columns', { count: places[step.name].columns }) : '',
    };
  };
  return (
    <StepMenu<Step>
      groupsOf={(search, textOf) =>
        groupedSteps(search, textOf).map((found) => ({ ...found, title: t(`groups.${found.group}`) }))
      }
      noteOf={noteOf}
      onAdd={add}
    />
  );
}
