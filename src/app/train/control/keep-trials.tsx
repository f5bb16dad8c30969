import { Checkbox, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../store';
import { warmStart } from '../../store/control-slice';
import classes from './control.module.css';

/** Whether the next search goes on from the trials so far, or why it cannot. */
export function KeepTrials() {
  const { t } = useTranslation('train-control');
  const trials = useApp((s) => warmStart(s)?.trials ?? null);
  const problem = useApp((s) => warmStart(s)?.problem ?? null);
  const keep = useApp((s) => s.keepTrials);
  const setKeep = useApp((s) => s.setKeepTrials);
  if (trials === null) return null;
  return problem ? (
    <Text size="sm" c="dimmed" className={classes.keep}>
      {t(`keep.cannot.${problem}`)}
    </Text>
  ) : (
    <Checkbox
      className={classes.keep}
      size="sm"
      label={t('keep.label', { count: trials })}
      description={t('keep.help')}
      checked={keep}
      onChange={(event) => setKeep(event.currentTarget.checked)}
    />
  );
}
