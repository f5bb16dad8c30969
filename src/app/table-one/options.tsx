import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { GROUPINGS, type Grouping } from '../../evaluate/table-one/types';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import classes from './table-one.module.css';

/** By what, and how: every choice is answered at once. */
export function Options({ study, by }: { study: Study; by: Grouping }) {
  const { t } = useTranslation('table-one');
  const options = useApp((s) => s.tableOneOptions);
  const change = useApp((s) => s.setTableOne);
  const possible: Record<Grouping, boolean> = {
    outcome: study.task !== null && study.task.kind !== 'regression',
    site: study.columns.some((c) => c.role === 'site'),
    part: true,
    none: true,
  };
  return (
    <section className={classes.options} aria-label={t('options.title')}>
      <NativeSelect
        label={t('by.label')}
        value={by}
        data={GROUPINGS.filter((g) => possible[g]).map((g) => ({ value: g, label: t(`by.${g}`) }))}
        onChange={(event) => change({ by: event.currentTarget.value as Grouping })}
      />
      <NativeSelect
        label={t('unit.label')}
        value={options.unit}
        data={(['row', 'patient'] as const).map((unit) => ({ value: unit, label: t(`unit.${unit}`) }))}
        onChange={(event) => change({ unit: event.currentTarget.value === 'patient' ? 'patient' : 'row' })}
      />
      {by === 'site' && (
        <NativeSelect
          label={t('smd.label')}
          value={options.smd}
          data={(['average', 'largest'] as const).map((smd) => ({ value: smd, label: t(`smd.${smd}`) }))}
          onChange={(event) =>
            change({ smd: event.currentTarget.value === 'largest' ? 'largest' : 'average' })
          }
        />
      )}
      <Switch
        label={t('suppress.label')}
        description={t('suppress.help')}
        checked={options.suppress}
        onChange={(event) => change({ suppress: event.currentTarget.checked })}
      />
      {by !== 'none' && (
        <Switch
          label={t('p.label')}
          description={t('p.help')}
          checked={options.pValues}
          onChange={(event) => change({ pValues: event.currentTarget.checked })}
        />
      )}
      {by !== 'none' && options.pValues && (
        <NativeSelect
          label={t('meanTest.label')}
          value={options.meanTest}
          data={(['anova', 'welch'] as const).map((test) => ({ value: test, label: t(`meanTest.${test}`) }))}
          onChange={(event) =>
            change({ meanTest: event.currentTarget.value === 'welch' ? 'welch' : 'anova' })
          }
        />
      )}
    </section>
  );
}
