import { Button, Popover, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../ui/scroll-region';
import classes from './add-step.module.css';
import { firstSentence } from './step-groups';

interface Named {
  name: string;
}

interface Props<S extends Named> {
  /** Steps whose texts hold every word of the search, in groups with a title. */
  groupsOf(search: string, textOf: (step: S) => string): { group: string; title: string; steps: S[] }[];
  /** Beside a step's name: what it would find here. `idle`: it would find nothing. */
  noteOf?(step: S): { text: string; idle: boolean };
  onAdd(step: S): void;
}

/** All steps there are, in groups, each with its one sentence; found by any word of their texts. */
export function StepMenu<S extends Named>({ groupsOf, noteOf, onAdd }: Props<S>) {
  const { t } = useTranslation(['prepare', 'rooms']);
  const [opened, setOpened] = useState(false);
  const [search, setSearch] = useState('');
  const add = (step: S) => {
    onAdd(step);
    setOpened(false);
    setSearch('');
  };
  const textOf = ({ name }: S) =>
    ['title', 'short', 'help'].map((part) => t(`steps.${name}.${part}`, { ns: 'rooms' })).join(' ');
  const groups = opened ? groupsOf(search, textOf) : [];
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
          {groups.map(({ group, title, steps }) => (
            <section key={group} aria-labelledby={`add-${group}`}>
              <h3 className={classes.group} id={`add-${group}`}>
                {title}
              </h3>
              {steps.map((step) => {
                const note = noteOf?.(step);
                return (
                  <UnstyledButton
                    key={step.name}
                    className={classes.item}
                    data-idle={note?.idle || undefined}
                    onClick={() => add(step)}
                  >
                    <span className={classes.name}>
                      <Text span size="sm" fw={600}>
                        {t(`steps.${step.name}.title`, { ns: 'rooms' })}
                      </Text>
                      <Text span size="xs" c="dimmed">
                        {note?.text}
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
