import { Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Misreading } from '../../guard/misread';
import classes from './misread.module.css';

const SHOWN = 3;

/** Inputs that a network would take for something else, with what to do. */
export function MisreadNotes({ found }: { found: Misreading[] }) {
  const { t } = useTranslation(['prepare', 'prepare-warnings']);
  const [all, setAll] = useState(false);
  if (found.length === 0) return null;
  const shown = all ? found : found.slice(0, SHOWN);
  return (
    <ul className={classes.list} aria-label={t('title', { ns: 'prepare-warnings' })}>
      {shown.map(({ column, key, params }) => (
        <li key={`${key} ${column}`} data-testid="misread">
          <IconAlertTriangle size={16} aria-hidden />
          <div>
            <Text size="xs" fw={600}>
              {t(`${key}.what`, { ns: 'prepare-warnings', column, ...params })}
            </Text>
            <Text size="xs">{t(`${key}.remedy`, { ns: 'prepare-warnings', column, ...params })}</Text>
          </div>
        </li>
      ))}
      {found.length > SHOWN && (
        <li data-more>
          <Button variant="subtle" size="compact-xs" onClick={() => setAll((a) => !a)} aria-expanded={all}>
            {t(all ? 'misread.fewer' : 'misread.more', { count: found.length - SHOWN })}
          </Button>
        </li>
      )}
    </ul>
  );
}
