import { Button, Popover, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Flow } from '../../engine/protocol';
import type { Step } from '../../prep/step';
import { useApp } from '../store';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './add-step.module.css';
import { addStep, freshStepId } from './edits';
import { firstSentence, groupedSteps } from './step-groups';

/** All steps there are, in groups, each with its one sentence and how many columns it would find. */
export function AddStep({ places }: { places: Flow['places'] | null }) {
  const { t } = useTranslation(['prepare', 'rooms']);
  const edit = useApp((s) => s.edit);
  const showStep = useApp((s) => s.showStep);
  const [opened, setOpened] = useState(false);
  const [search, setSearch] = useState('');
  const add = (step: Step) => {
    const id = freshStepId(useApp.getState().study?.steps ?? [], step.name);
    edit((study) => addStep(study, step, places?.[step.name]?.at));
    showStep(id);
    setOpened(false);
    setSearch('');
  };
  const textOf = ({ name }: Step) =>
    ['title', 'short', 'help'].map((part) => t(`steps.${name}.${part}`, { ns: 'rooms' })).join(' ');
  const groups = opened ? groupedSteps(search, textOf) : [];
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={420}
      position="bottom-start"
      trapFocus
      returnFocus
      withinPortal
      shadow="md"
    >
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => setOpened((o) => !o)}
        >
          {t('add')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu} aria-label={t('add')}>
        <TextInput
          data-autofocus
          aria-label={t('menu.search')}
          placeholder={t('menu.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <ScrollRegion className={classes.list} label={t('menu.list')}>
          {groups.map(({ group, steps }) => (
            <section key={group} aria-labelledby={`add-${group}`}>
              <h3 className={classes.group} id={`add-${group}`}>
                {t(`groups.${group}`)}
              </h3>
              {steps.map((step) => {
                const idle = places !== null && !places[step.name];
                return (
                  <UnstyledButton
                    key={step.name}
                    className={classes.item}
                    data-idle={idle || undefined}
                    onClick={() => add(step)}
                  >
                    <span className={classes.name}>
                      <Text span size="sm" fw={600}>
                        {t(`steps.${step.name}.title`, { ns: 'rooms' })}
                      </Text>
                      <Text span size="xs" c="dimmed">
                        {idle
                          ? t('menu.idle')
                          : places && step.kind !== 'resample'
                            ? t('menu.columns', { count: places[step.name].columns })
                            : ''}
                      </Text>
                    </span>
                    <Text span display="block" size="xs" c="dimmed">
                      {firstSentence(t(`steps.${step.name}.help`, { ns: 'rooms' }))}
                    </Text>
                  </UnstyledButton>
                );
              })}
            </section>
          ))}
          {groups.length === 0 && (
            <Text size="sm" c="dimmed" p="sm">
              {t('menu.none')}
            </Text>
          )}
        </ScrollRegion>
      </Popover.Dropdown>
    </Popover>
  );
}
