import { Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SplitPlan, Study } from '../../study/schema';
import { NESTED, withTest } from '../../study/split-kinds';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { NumberField } from '../ui/number-field';
import { Choices } from './choices';
import classes from './split.module.css';
import { hospitalsIn, markColumns, timeColumns } from './split-columns';

type Test = SplitPlan['test'];

/** Shares are edited as whole per cents. */
const [LOW, HIGH] = [5, 60];
const perCent = (share: number) => Math.round(100 * share);

/** How the model will be tested, and what that way needs to know. */
export function TestForm({ study }: { study: Study }) {
  const { t } = useTranslation('split');
  const edit = useApp((s) => s.edit);
  const profile = useApp((s) => s.profile);
  const { test } = study.split;
  const times = timeColumns(study);
  const marks = markColumns(study, profile);
  const hospitals = hospitalsIn(study, profile);
  const set = (next: Test) => edit((now) => ({ ...now, split: withTest(now.split, next) }));
  const choose = (kind: string) => {
    if (kind === 'holdout') set({ kind, share: 0.2 });
    if (kind === 'sites') set({ kind });
    if (kind === 'time') set({ kind, column: times[0], share: 0.2 });
    if (kind === 'column') set({ kind, column: marks[0].name, values: [marks[0].mark] });
    if (kind === 'kfold') set(NESTED);
  };
  const reasons: Partial<Record<Test['kind'], string | null>> = {
    sites: hospitals >= 2 ? null : t(hospitals === 1 ? 'test.oneHospital' : 'test.noHospital'),
    time: times.length > 0 ? null : t('test.noTime'),
    column: marks.length > 0 ? null : t('test.noColumn'),
  };
  const kinds: Test['kind'][] = ['holdout', 'kfold', 'sites', 'time', 'column'];
  // The rows that came with the data cannot be made up again: once left, undo brings them back.
  if (test.kind === 'rows') kinds.push('rows');
  const marked = test.kind === 'column' ? marks.find(({ name }) => name === test.column) : undefined;
  return (
    <>
      <Choices
        label={t('test.title')}
        value={test.kind}
        choices={kinds.map((kind) => ({
          value: kind,
          label: t(`test.${kind}.name`),
          help:
            test.kind === 'rows' && kind === 'rows'
              ? t('test.rows.help', { n: formatCount(test.rows.length) })
              : t(`test.${kind}.help`),
          reason: reasons[kind],
        }))}
        onChange={choose}
      />
      <div className={classes.fields}>
        {test.kind === 'time' && (
          <NativeSelect
            label={t('test.time.column')}
            description={t('test.time.columnHelp')}
            value={test.column}
            data={times.includes(test.column) ? times : [test.column, ...times]}
            onChange={(event) => set({ ...test, column: event.currentTarget.value })}
          />
        )}
        {(test.kind === 'holdout' || test.kind === 'time') && (
          <NumberField
            label={t('form.test')}
            description={t(test.kind === 'time' ? 'test.time.shareHelp' : 'form.testHelp')}
            value={perCent(test.share)}
            low={LOW}
            high={HIGH}
            integer
            onChange={(share) => set({ ...test, share: share / 100 })}
          />
        )}
        {test.kind === 'column' && (
          <>
            <NativeSelect
              label={t('test.column.column')}
              description={t('test.column.columnHelp')}
              value={test.column}
              data={marks.map(({ name }) => name)}
              onChange={(event) => {
                const next = marks.find(({ name }) => name === event.currentTarget.value);
                if (next) set({ kind: 'column', column: next.name, values: [next.mark] });
              }}
            />
            <Checkbox.Group
              label={t('test.column.values')}
              value={test.values}
              onChange={(values) => values.length > 0 && set({ ...test, values })}
            >
              <div className={classes.values}>
                {[...new Set([...(marked?.levels ?? []), ...test.values])].map((level) => (
                  <Checkbox key={level} value={level} label={level} />
                ))}
              </div>
            </Checkbox.Group>
          </>
        )}
        {test.kind === 'kfold' && (
          <>
            <NumberField
              label={t('test.kfold.k')}
              value={test.k}
              low={2}
              high={20}
              integer
              onChange={(k) => set({ ...test, k })}
            />
            <NumberField
              label={t('test.kfold.repeats')}
              description={t('test.kfold.times', { n: formatCount(test.k * test.repeats) })}
              value={test.repeats}
              low={1}
              high={20}
              integer
              onChange={(repeats) => set({ ...test, repeats })}
            />
          </>
        )}
      </div>
    </>
  );
}
