import { useTranslation } from 'react-i18next';
import { knownByName } from '../../data/known';
import type { ColumnPlan } from '../../study/schema';
import { useApp } from '../store';
import { CellSelect } from './cell-select';
import dataClasses from './data.module.css';
import classes from './quality.module.css';

const ANSWERS = ['yes', 'no', 'unsure'] as const;

/**
 * Whether a column is known at the moment of prediction, and what its name says of that. What is not known is
 * ignored at once; what is known after all is a feature again.
 */
export function KnownSelect({ plan }: { plan: ColumnPlan }) {
  const { t } = useTranslation('question');
  const editColumn = useApp((s) => s.editColumn);
  const target = useApp((s) => s.study?.task?.target ?? null);
  const { name, role, known, identifier } = plan;
  const asked = role === 'feature' || ((role === 'ignore' || role === 'time') && known !== undefined);
  if (!asked || identifier !== undefined) return null;
  const proposed = knownByName(name, target);
  const answer = (value: string) => {
    const next = ANSWERS.find((a) => a === value);
    if (next === 'no') void editColumn(name, { known: next, role: role === 'time' ? role : 'ignore' });
    else if (known === 'no' && role === 'ignore') void editColumn(name, { known: next, role: 'feature' });
    else void editColumn(name, { known: next });
  };
  return (
    <div className={classes.known}>
      <CellSelect label={t('known.of', { name })} value={known ?? ''} onChange={answer}>
        <option value="">{t('known.unsaid')}</option>
        {ANSWERS.map((value) => (
          <option key={value} value={value}>
            {t(`known.${value}`)}
          </option>
        ))}
      </CellSelect>
      {proposed && <p className={dataClasses.evidence}>{t(`reason.${proposed.reason}`)}</p>}
    </div>
  );
}
