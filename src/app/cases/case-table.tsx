import { useTranslation } from 'react-i18next';
import type { TableCases } from '../../engine/cases/api';
import type { Task } from '../../study/schema';
import { formatCount, formatRisk, formatValue } from '../ui/number';
import classes from './cases.module.css';

interface Props {
  cases: TableCases;
  task: Task;
  /** How many columns of cells are shown. */
  columns: number;
}

const isNumber = (text: string | null): boolean =>
  text !== null && text !== '' && Number.isFinite(Number(text));

/** A row a test row: what is true, what was predicted, and its cells. */
export function CaseTable({ cases, task, columns }: Props) {
  const { t } = useTranslation('cases');
  const numbers = task.kind === 'regression';
  const shown = cases.columns.slice(0, columns);
  // A column of numbers is set flush right, its missing cells too.
  const flush = shown.map((_, i) =>
    cases.cases.every(({ values }) => values[i] === null || isNumber(values[i])) ? classes.number : '',
  );
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col" className={classes.number}>
            {t('row')}
          </th>
          <th scope="col">{t('observed')}</th>
          <th scope="col">{t('predicted')}</th>
          <th scope="col" className={classes.number}>
            {numbers
              ? t('error')
              : task.kind === 'binary'
                ? t('risk', { label: task.classes[1] })
                : t('probability')}
          </th>
          {shown.map(({ name, unit }, i) => (
            <th key={name} scope="col" className={flush[i]} title={name}>
              {unit === '' ? name : `${name} (${unit})`}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cases.cases.map(({ row, observed, predicted, p, values }) => (
          <tr key={row} data-testid="table-case">
            <td className={classes.number}>{formatCount(row)}</td>
            <td>{numbers ? formatValue(Number(observed)) : observed}</td>
            <td>{numbers ? formatValue(Number(predicted)) : predicted}</td>
            <td className={classes.number}>{numbers ? formatValue(p - Number(observed)) : formatRisk(p)}</td>
            {shown.map(({ name }, i) => (
              <td key={name} className={`${flush[i]} ${values[i] === null ? classes.gap : ''}`}>
                {values[i] ?? t('missing')}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
