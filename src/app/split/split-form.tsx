import { NativeSelect, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SplitPlan, Study } from '../../study/schema';
import { useApp } from '../store';
import { NumberField } from '../ui/number-field';
import classes from './split.module.css';
import { TestForm } from './test-form';
import { ValidationForm } from './validation-form';

/** Types of columns whose values may tell patients apart. */
const MAY_NAME = new Set(['identifier', 'integer', 'nominal', 'text']);

function PatientSelect({ study }: { study: Study }) {
  const { t } = useTranslation('split');
  const editColumn = useApp((s) => s.editColumn);
  const patient = study.columns.find((c) => c.role === 'patient')?.name ?? '';
  const choose = (name: string) => {
    if (name) void editColumn(name, { role: 'patient' });
    else if (patient) void editColumn(patient, { role: 'ignore' });
  };
  return (
    <NativeSelect
      label={t('form.patient')}
      description={t(patient ? 'form.patientSet' : 'form.patientNone')}
      value={patient}
      data={[
        { value: '', label: t('form.noPatient') },
        ...study.columns
          .filter((c) => c.name === patient || (c.role !== 'target' && MAY_NAME.has(c.type)))
          .map((c) => c.name),
      ]}
      onChange={(event) => choose(event.currentTarget.value)}
    />
  );
}

/** Every decision of the split; the picture above answers each at once. */
export function SplitForm({ study }: { study: Study }) {
  const { t } = useTranslation('split');
  const edit = useApp((s) => s.edit);
  const { split } = study;
  const change = (part: Partial<SplitPlan>) => edit((now) => ({ ...now, split: { ...now.split, ...part } }));
  return (
    <section className={classes.form} aria-label={t('form.title')}>
      <TestForm study={study} />
      <ValidationForm study={study} />
      <div className={classes.fields}>
        <PatientSelect study={study} />
        <NumberField
          label={t('form.seed')}
          description={t('form.seedHelp')}
          value={study.seed}
          low={0}
          high={999_999}
          integer
          onChange={(seed) => edit((now) => ({ ...now, seed }))}
        />
        <Switch
          className={classes.switch}
          label={t('form.stratify')}
          description={t(study.task?.kind === 'regression' ? 'form.stratifyNumber' : 'form.stratifyHelp')}
          checked={split.stratify}
          onChange={(event) => change({ stratify: event.currentTarget.checked })}
        />
      </div>
    </section>
  );
}
