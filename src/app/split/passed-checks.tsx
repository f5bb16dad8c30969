import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../guard/finding';
import { Fold } from '../data/fold';
import classes from './split.module.css';

/** What was looked for and not found, so that a reviewer's question has its answer. */
export function PassedChecks({ findings }: { findings: Finding[] }) {
  const { t } = useTranslation('split');
  const { t: guard } = useTranslation('guard');
  const passed = findings.filter((f) => f.level === 'fine');
  if (passed.length === 0) return null;
  return (
    <Fold title={t('checked')} summary={t('checkedCount', { count: passed.length })} testId="passed-checks">
      <ul className={classes.passed}>
        {passed.map(({ key, params }) => (
          <li key={key} data-key={key}>
            <IconCircleCheck size={18} aria-hidden />
            {guard(`${key}.what`, params)}
          </li>
        ))}
      </ul>
    </Fold>
  );
}
