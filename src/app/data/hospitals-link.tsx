import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { Notice } from '../ui/notice';

/** Where patients are of several hospitals: the way to how those differ. */
export function HospitalsLink() {
  const { t } = useTranslation('sites');
  const go = useApp((s) => s.go);
  const several = useApp((s) => s.study?.columns.some((c) => c.role === 'site') ?? false);
  if (!several) return null;
  return (
    <Notice
      action={
        <Button size="compact-sm" variant="default" onClick={() => go('hospitals')}>
          {t('drift.open')}
        </Button>
      }
    >
      {t('drift.notice')}
    </Notice>
  );
}
