import { useTranslation } from 'react-i18next';
import type { ColumnProfile } from '../../data/profile-types';
import type { ColumnPlan } from '../../study/schema';
import { useApp } from '../store';
import { formatCount } from '../ui/number';
import { CellSelect } from './cell-select';
import classes from './data.module.css';

/** The unit that numbers of a column are written with; where there are several, which of them is read. */
export function UnitSelect({ plan, profile }: { plan: ColumnPlan; profile: ColumnProfile }) {
  const { t } = useTranslation('data');
  const editColumn = useApp((s) => s.editColumn);
  const { units = [], unit } = profile;
  if (units.length === 0 || unit === undefined) return null;
  if (units.length === 1) return <p className={classes.evidence}>{t('unit.one', { unit })}</p>;
  return (
    <CellSelect
      label={t('unit.of', { name: plan.name })}
      value={unit}
      onChange={(value) => void editColumn(plan.name, { unit: value })}
    >
      {units.map((one) => (
        <option key={one.unit} value={one.unit}>
          {t('unit.choice', { unit: one.unit, count: one.count, n: formatCount(one.count) })}
        </option>
      ))}
    </CellSelect>
  );
}
