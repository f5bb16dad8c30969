import { Button, Menu, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { steps } from '../../prep/index';
import type { Step } from '../../prep/step';
import { useApp } from '../store';
import { addStep, freshStepId } from './edits';

/** The menu of all steps there are, each with its one sentence. */
export function AddStep() {
  const { t } = useTranslation(['prepare', 'rooms']);
  const edit = useApp((s) => s.edit);
  const showStep = useApp((s) => s.showStep);
  const add = (step: Step) => {
    const id = freshStepId(useApp.getState().study?.steps ?? [], step.name);
    edit((study) => addStep(study, step));
    showStep(id);
  };
  return (
    <Menu width={340} position="bottom-start" withinPortal>
      <Menu.Target>
        <Button variant="default" leftSection={<IconPlus size={16} />}>
          {t('add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {steps.map((step) => (
          <Menu.Item key={step.name} onClick={() => add(step)}>
            <Text span display="block" size="sm" fw={600}>
              {t(`steps.${step.name}.title`, { ns: 'rooms' })}
            </Text>
            <Text span display="block" size="xs" c="dimmed">
              {t(`steps.${step.name}.help`, { ns: 'rooms' })}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
