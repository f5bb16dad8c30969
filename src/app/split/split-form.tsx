import { NativeSelect, SegmentedControl, Switch, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SplitPlan, Study } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { NumberField } from '../ui/number-field';
import classes from './split.module.css';

/** Shares are edited as whole per cents. */
const [LOW, HIGH] = [5, 60];
/** Types of columns whose values may tell patients apart. */
const MAY_NAME = new Set(['identifier', 'integer', 'nominal', 'text']);
const perCent = (share: number) => Math.round(100 * share);

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
  // The rows that came with the data cannot be made up again: once left, undo brings them back.
  const setKind = (kind: string) => {
    if (kind === 'kfold') change({ validation: { kind, k: 5 } });
    if (kind === 'holdout') change({ validation: { kind, share: 0.2 } });
  };
  return (
    <section className={classes.form} aria-label={t('form.title')}>
      <PatientSelect study={study} />
      {split.test.kind === 'holdout' ? (
        <NumberField
          label={t('form.test')}
          description={t('form.testHelp')}
          value={perCent(split.test.share)}
          low={LOW}
          high={HIGH}
          integer
          onChange={(share) => change({ test: { kind: 'holdout', share: share / 100 } })}
        />
      ) : split.test.kind === 'rows' ? (
        <Text size="sm">{t('form.testRows', { n: formatCount(split.test.rows.length) })}</Text>
      ) : null}
      <div>
        <Text component="span" size="sm" fw={500} id="validation" className={classes.label}>
          {t('form.validation')}
        </Text>
        <SegmentedControl
          fullWidth
          aria-labelledby="validation"
          value={split.validation.kind}
          data={[
            { value: 'kfold', label: t('form.kfold') },
            { value: 'holdout', label: t('form.holdout') },
            ...(split.validation.kind === 'rows' ? [{ value: 'rows', label: t('form.given') }] : []),
          ]}
          onChange={setKind}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {split.validation.kind === 'rows'
            ? t('form.givenHelp', { n: formatCount(split.validation.rows.length) })
            : t(`form.${split.validation.kind}Help`)}
        </Text>
      </div>
      {split.validation.kind === 'kfold' && (
        <NumberField
          label={t('form.k')}
          description={t('form.kHelp')}
          value={split.validation.k}
          low={2}
          high={20}
          integer
          onChange={(k) => change({ validation: { kind: 'kfold', k } })}
        />
      )}
      {split.validation.kind === 'holdout' && (
        <NumberField
          label={t('form.share')}
          description={t('form.shareHelp')}
          value={perCent(split.validation.share)}
          low={LOW}
          high={HIGH}
          integer
          onChange={(share) => change({ validation: { kind: 'holdout', share: share / 100 } })}
        />
      )}
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
    </section>
  );
}
