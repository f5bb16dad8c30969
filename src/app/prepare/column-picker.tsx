import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowStage } from '../../engine/protocol';
import type { StepPlan } from '../../study/schema';
import { useApp } from '../store';
import { columnGroups, withColumns } from './column-choice';
import classes from './column-picker.module.css';
import { setStepColumns } from './edits';

/** More boxes than this are found by searching. */
const SHOWN = 120;
const NAMED = 6;

interface Props {
  plan: StepPlan;
  /** The columns where the step stands, and those of them that it could act on. */
  stage: FlowStage;
  could: string[];
  acts: string[];
}

/** Which columns go into the step. */
export function ColumnPicker({ plan, stage, could, acts }: Props) {
  const { t } = useTranslation('prepare');
  const edit = useApp((s) => s.edit);
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const body = useId();
  const chosen = new Set(plan.columns ?? could);
  const gone = (plan.columns ?? []).filter((name) => !could.includes(name));
  const choose = (names: readonly string[], on: boolean) =>
    edit((study) => setStepColumns(study, plan.id, withColumns(could, plan.columns, names, on)));
  const named = acts.slice(0, NAMED).join(', ') + (acts.length > NAMED ? ' …' : '');
  return (
    <div className={classes.picker}>
      <div className={classes.summary}>
        <Text size="sm" className={classes.sentence}>
          {t(plan.columns ? 'pick.chosen' : 'pick.all', { count: acts.length, of: could.length })}
          {acts.length > 0 && (
            <Text span size="xs" c="dimmed" display="block">
              {named}
            </Text>
          )}
        </Text>
        <Button
          variant="default"
          size="compact-sm"
          flex="none"
          aria-expanded={open}
          aria-controls={body}
          disabled={could.length === 0 && gone.length === 0}
          onClick={() => setOpen((o) => !o)}
        >
          {t(open ? 'pick.close' : 'pick.open')}
        </Button>
      </div>
      {gone.length > 0 && (
        <div className={classes.gone}>
          <Text size="xs">
            {t('pick.gone', { count: gone.length, names: gone.slice(0, NAMED).join(', ') })}
          </Text>
          <Button variant="subtle" size="compact-xs" onClick={() => choose(gone, false)}>
            {t('pick.forget')}
          </Button>
        </div>
      )}
      {open && (
        <div id={body} className={classes.body}>
          <Group gap="xs" wrap="nowrap">
            <TextInput
              size="xs"
              className={classes.search}
              aria-label={t('pick.search')}
              placeholder={t('pick.search')}
              leftSection={<IconSearch size={14} aria-hidden />}
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            <Button
              variant="subtle"
              size="compact-xs"
              disabled={!plan.columns}
              onClick={() => edit((study) => setStepColumns(study, plan.id, null))}
            >
              {t('pick.reset')}
            </Button>
          </Group>
          <Boxes groups={columnGroups(stage, could, search)} chosen={chosen} choose={choose} />
        </div>
      )}
    </div>
  );
}

interface BoxesProps {
  groups: ReturnType<typeof columnGroups>;
  chosen: Set<string>;
  choose(names: readonly string[], on: boolean): void;
}

function Boxes({ groups, chosen, choose }: BoxesProps) {
  const { t } = useTranslation('prepare');
  if (groups.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('pick.none')}
      </Text>
    );
  return groups.map(({ kind, names }) => {
    const count = names.filter((name) => chosen.has(name)).length;
    return (
      <fieldset key={kind} className={classes.group}>
        <legend>
          <label className={classes.box}>
            <input
              type="checkbox"
              checked={count === names.length}
              ref={(box) => {
                if (box) box.indeterminate = count > 0 && count < names.length;
              }}
              onChange={(event) => choose(names, event.currentTarget.checked)}
            />
            <span>{t(`kinds.${kind}`, { count: names.length })}</span>
          </label>
        </legend>
        <div className={classes.boxes}>
          {names.slice(0, SHOWN).map((name) => (
            <label key={name} className={classes.box} title={name}>
              <input
                type="checkbox"
                checked={chosen.has(name)}
                onChange={(event) => choose([name], event.currentTarget.checked)}
              />
              <span>{name}</span>
            </label>
          ))}
        </div>
        {names.length > SHOWN && (
          <Text size="xs" c="dimmed">
            {t('pick.more', { count: names.length - SHOWN })}
          </Text>
        )}
      </fieldset>
    );
  });
}
