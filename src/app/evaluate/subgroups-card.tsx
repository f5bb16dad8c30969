import { Button, Group, Loader, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Evaluation } from '../../study/events';
import type { Subgroup } from '../../study/results/subgroup';
import type { Study, Task } from '../../study/schema';
import { useApp } from '../store';
import { proposedSubgroups, subgroupColumns } from '../store/subgroup-columns';
import { Problem } from '../ui/problem';
import classes from './evaluate.module.css';
import { SubgroupForest } from './subgroup-forest';

interface Props {
  evaluation: Evaluation;
  study: Study;
  task: Task;
  subgroups: Subgroup[];
}

/** Is it as good for women, for the old, for each scanner? */
export function SubgroupsCard({ evaluation, study, task, subgroups }: Props) {
  const { t } = useTranslation('evaluate-compare');
  const { column: pending, error } = useApp((s) => s.subgrouping);
  const busy = useApp((s) => s.busy !== null);
  const ask = useApp((s) => s.askSubgroups);
  const [chosen, setChosen] = useState('');
  const columns = subgroupColumns(study);
  if (columns.length === 0) return null;
  const proposed = proposedSubgroups(study).filter(
    (name) => !subgroups.some(({ column }) => column === name),
  );
  return (
    <section className={classes.card} aria-labelledby="subgroups-title" data-testid="subgroups">
      <h2 id="subgroups-title" className={classes.cardTitle}>
        {t('subgroups.title')}
      </h2>
      <Group gap="sm" align="flex-end">
        <NativeSelect
          label={t('subgroups.column')}
          value={chosen}
          disabled={pending !== null || busy}
          data={[
            { value: '', label: t('subgroups.choose') },
            ...columns.filter((name) => !subgroups.some(({ column }) => column === name)),
          ]}
          onChange={(event) => {
            setChosen('');
            if (event.currentTarget.value) void ask([event.currentTarget.value]);
          }}
        />
        {subgroups.length === 0 && proposed.length > 0 && pending === null && (
          <Button variant="default" disabled={busy} onClick={() => void ask(proposed)}>
            {t('subgroups.proposed', { columns: proposed.join(', ') })}
          </Button>
        )}
      </Group>
      {pending !== null && (
        <p className={classes.working} role="status">
          <Loader size={18} aria-hidden />
          {t('subgroups.working', { column: pending })}
        </p>
      )}
      {error && <Problem error={error} />}
      {subgroups.map((subgroup) => (
        <SubgroupForest key={subgroup.column} subgroup={subgroup} evaluation={evaluation} task={task} />
      ))}
      <p className={classes.note}>{t('subgroups.note')}</p>
    </section>
  );
}
