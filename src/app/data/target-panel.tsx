import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { withOtherPositive } from '../../study/directions';
import { ClassBar } from '../charts/class-bar';
import { useApp } from '../store';
import { formatCount, formatValue } from '../ui/number';
import classes from './data.module.css';

const NEVER = new Set(['identifier', 'constant', 'date', 'text', 'multi']);

/** What is predicted, which class is the disease, and how many patients there are of each. */
export function TargetPanel() {
  const { t } = useTranslation('data');
  const study = useApp((s) => s.study);
  const profile = useApp((s) => s.profile);
  const edit = useApp((s) => s.edit);
  const editColumn = useApp((s) => s.editColumn);
  const columns = study?.columns ?? [];
  const target = columns.find((c) => c.role === 'target')?.name ?? '';
  // Made anew only when the names change: there may be two thousand.
  const candidates = columns.filter((c) => c.name === target || !NEVER.has(c.type)).map((c) => c.name);
  const namesKey = JSON.stringify(candidates);
  const options = useMemo(
    () => (JSON.parse(namesKey) as string[]).map((name) => <option key={name}>{name}</option>),
    [namesKey],
  );
  if (!study) return null;
  const { task } = study;
  const known = profile.find((p) => p.name === target);
  const counts = new Map(known?.levels?.map((l) => [l.label, l.count]));
  const choose = (name: string) =>
    void editColumn(name || target, name ? { role: 'target' } : { role: 'feature' });
  const setPositive = (positive: string) =>
    edit((now) =>
      now.task?.kind === 'binary' && now.task.classes[1] !== positive ? withOtherPositive(now) : now,
    );
  return (
    <section className={classes.target} aria-label={t('target.label')}>
      <div className={classes.targetFields}>
        <NativeSelect
          label={t('target.select')}
          description={
            task ? t(`target.kind.${task.kind}`, { count: task.classes.length }) : t('target.none')
          }
          value={target}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{t('target.choose')}</option>
          {options}
        </NativeSelect>
        {task?.kind === 'binary' && (
          <NativeSelect
            label={t('target.positive')}
            description={t('target.positiveHelp')}
            value={task.classes[1]}
            data={[...task.classes].sort()}
            onChange={(event) => setPositive(event.currentTarget.value)}
          />
        )}
      </div>
      {task && task.kind !== 'regression' && counts.size > 0 && (
        <ClassBar
          label={t('target.counts')}
          classes={task.classes.map((label) => ({ label, count: counts.get(label) ?? 0 }))}
        />
      )}
      {task?.kind === 'regression' && known?.numeric && (
        <p className={classes.range}>
          {t('target.range', {
            min: formatValue(known.numeric.min),
            max: formatValue(known.numeric.max),
            median: formatValue(known.numeric.median),
          })}
        </p>
      )}
      {known !== undefined && known.missing > 0 && (
        <p className={classes.range}>
          {t('target.missing', { count: known.missing, n: formatCount(known.missing) })}
        </p>
      )}
    </section>
  );
}
