import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FlowStage } from '../../engine/protocol';
import classes from './changed-names.module.css';
import { changedNames } from './flow-lanes';

const SHOWN = 8;

/** The names of the columns that a step made and of those it took away. */
export function ChangedNames({ before, after }: { before: FlowStage; after: FlowStage }) {
  const { t } = useTranslation('prepare');
  const { made, gone } = changedNames(before, after);
  if (made.length + gone.length === 0)
    return (
      <Text size="xs" c="dimmed">
        {t('names.same')}
      </Text>
    );
  return (
    <div className={classes.changed} data-testid="changed-names">
      <Names heading={t('names.made', { count: made.length })} names={made} />
      <Names heading={t('names.gone', { count: gone.length })} names={gone} gone />
    </div>
  );
}

function Names({ heading, names, gone }: { heading: string; names: string[]; gone?: boolean }) {
  const { t } = useTranslation('prepare');
  if (names.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {heading}
      </Text>
      <ul className={classes.names} data-gone={gone}>
        {names.slice(0, SHOWN).map((name) => (
          <li key={name}>{name}</li>
        ))}
        {names.length > SHOWN && <li data-more>{t('names.more', { count: names.length - SHOWN })}</li>}
      </ul>
    </div>
  );
}
