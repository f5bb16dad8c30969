import { Button, Modal, Text } from '@mantine/core';
import { IconClockPlus, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../../store';
import { ExtendForm } from './extend-form';
import { HandForm } from './hand-form';

const ICON = { size: 16, 'aria-hidden': true } as const;

interface Props {
  quiet: boolean;
  /** The form for a configuration stands on the screen already. */
  manual: boolean;
}

/** A larger budget and a configuration by hand, for a search that runs, rests, or has ended. */
export function MoreControls({ quiet, manual }: Props) {
  const { t } = useTranslation(['train-control', 'common']);
  const steering = useApp((s) => s.steering);
  const active = useApp((s) => s.journal.phase === 'running' || s.journal.phase === 'paused');
  const [open, setOpen] = useState<'extend' | 'hand' | null>(null);
  const close = () => setOpen(null);
  const look = {
    disabled: steering,
    ...(quiet ? { variant: 'subtle', color: 'gray' } : { variant: 'default' }),
  };
  const modal = { centered: true, closeButtonProps: { 'aria-label': t('close', { ns: 'common' }) } };
  return (
    <>
      <Button {...look} leftSection={<IconClockPlus {...ICON} />} onClick={() => setOpen('extend')}>
        {t('more')}
      </Button>
      {!manual && (
        <Button {...look} leftSection={<IconPlus {...ICON} />} onClick={() => setOpen('hand')}>
          {t('add')}
        </Button>
      )}
      <Modal {...modal} opened={open === 'extend'} onClose={close} title={t('extend.title')}>
        <ExtendForm onClose={close} />
      </Modal>
      <Modal {...modal} opened={open === 'hand'} onClose={close} title={t('hand.title')} size="lg">
        <Text size="sm" mb="md">
          {t(active ? 'hand.next' : 'hand.after')}
        </Text>
        <HandForm onCancel={close} onQueued={close} />
      </Modal>
    </>
  );
}
