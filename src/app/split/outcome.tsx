import { useTranslation } from 'react-i18next';
import type { Headcount } from '../../split/parts';
import type { Task } from '../../study/schema';
import { ClassBar } from '../charts/class-bar';
import { formatCount, formatFixed, formatValue } from '../ui/number';
import classes from './split.module.css';

interface Props {
  part: Headcount;
  /** Whose outcomes they are, for who cannot see the bar. */
  name: string;
  task: Task;
}

/** The outcome of some rows: prevalence, shares of the classes, or a mean. */
export function Outcome({ part, name, task }: Props) {
  const { t } = useTranslation('split');
  if (task.kind === 'regression')
    return <>{part.mean === null ? '–' : t('mean', { value: formatValue(part.mean) })}</>;
  const total = part.classes.reduce((sum, n) => sum + n, 0);
  const list = task.classes.map((label, i) => ({ label, count: part.classes[i] ?? 0 }));
  return (
    <div className={classes.outcome}>
      {task.kind === 'binary' && (
        <span>
          {total > 0 ? `${formatFixed((100 * part.classes[1]) / total, 1)}%` : '–'}{' '}
          <small>{t('ofRows', { n: formatCount(part.classes[1] ?? 0), total: formatCount(total) })}</small>
        </span>
      )}
      <ClassBar classes={list} label={name} bare={task.kind === 'binary'} />
    </div>
  );
}
