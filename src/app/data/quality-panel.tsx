import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { QualityFinding } from '../../guard/quality/finding';
import { useFix } from '../ui/use-fix';
import { Fold } from './fold';
import classes from './quality.module.css';
import { useQuality } from './use-quality';

/** Columns named one by one; of more the number alone is said. */
const NAMED = 6;

function FindingItem({ finding }: { finding: QualityFinding }) {
  const { t } = useTranslation('quality');
  const fixWith = useFix();
  const { key, level, params, columns, fixes } = finding;
  const Icon = level === 'warn' ? IconAlertTriangle : IconHelpCircle;
  const what = t(`${key}.what`, params);
  return (
    <li data-testid="quality-finding" data-key={key}>
      <Icon size={18} className={classes.mark} data-level={level} aria-hidden />
      <div className={classes.text}>
        <p className={classes.what}>{what}</p>
        <p className={classes.why}>{t(`${key}.why`, params)}</p>
        {columns.length > 1 && columns.length <= NAMED && (
          <p className={classes.columns}>{columns.join(', ')}</p>
        )}
      </div>
      {fixes.length > 0 && (
        <div className={classes.fixes}>
          {fixes.map((fix) => (
            <Button
              key={fix.key}
              size="compact-sm"
              variant="default"
              aria-label={t('fixOf', { fix: t(`fix.${fix.key}`), what })}
              onClick={() => fixWith(fix)}
            >
              {t(`fix.${fix.key}`)}
            </Button>
          ))}
        </div>
      )}
    </li>
  );
}

/** What a reviewer would ask about the table, why it matters, and the one click that answers it; all can be undone. */
export function QualityPanel() {
  const { t } = useTranslation('quality');
  const found = useQuality();
  const warnings = found?.filter((f) => f.level === 'warn').length ?? 0;
  const questions = (found?.length ?? 0) - warnings;
  const summary = !found
    ? t('asking')
    : found.length === 0
      ? t('nothing')
      : [
          ...(warnings > 0 ? [t('warnings', { count: warnings })] : []),
          ...(questions > 0 ? [t('questions', { count: questions })] : []),
        ].join(', ');
  return (
    <Fold title={t('title')} summary={summary} testId="quality">
      {found?.length === 0 ? (
        <p className={classes.fine}>
          <IconCircleCheck size={18} className={classes.good} aria-hidden /> {t('fine')}
        </p>
      ) : (
        <ul className={classes.list}>
          {found?.map((finding) => (
            <FindingItem key={`${finding.key} ${finding.columns.join(' ')}`} finding={finding} />
          ))}
        </ul>
      )}
    </Fold>
  );
}
