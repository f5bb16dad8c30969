import { Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Flow, FlowStage } from '../../engine/protocol';
import { formatCount } from '../ui/number';
import classes from './flow.module.css';

const SHOWN = 5;

/** What reaches the model, and what a network still could not read. */
export function FlowEnd({ stage, flow: { rows, sampled, plain } }: { stage: FlowStage; flow: Flow }) {
  const { t } = useTranslation('prepare');
  const left = stage.columns.filter((c) => c.kind !== 'num').map((c) => c.name);
  const ready = left.length === 0 && stage.gaps === 0 && stage.columns.length > 0;
  const Icon = ready ? IconCheck : IconAlertTriangle;
  return (
    <div className={classes.end} data-state={ready ? 'ready' : 'left'} data-testid="flow-end">
      <Icon size={18} aria-hidden />
      <div>
        {ready && (
          <p>
            {t(plain === undefined ? 'end.ready' : 'end.readyFor', {
              count: stage.columns.length,
              plain,
            })}
          </p>
        )}
        {stage.columns.length === 0 && <p>{t('end.nothing')}</p>}
        {left.length > 0 && (
          <p>
            {t('end.left', {
              count: left.length,
              names: left.slice(0, SHOWN).join(', ') + (left.length > SHOWN ? ' …' : ''),
            })}
          </p>
        )}
        {stage.gaps > 0 && <p>{t('end.gaps', { count: stage.gaps })}</p>}
        {sampled && (
          <Text size="xs" c="dimmed">
            {t('end.sampled', { rows: formatCount(rows) })}
          </Text>
        )}
      </div>
    </div>
  );
}
