import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { HeldRows } from '../../prep/holds-rows';
import { useApp } from '../store';

interface RowsDialogProps {
  opened: boolean;
  onClose(): void;
  /** The steps of the model that hold rows of patients. */
  held: readonly HeldRows[];
  onExport(): void;
}

/** Asked before a file leaves in which patients' rows stand as they are: what is inside, whose, and the way around it. */
export function RowsDialog({ opened, onClose, held, onExport }: RowsDialogProps) {
  const { t } = useTranslation(['take-home', 'rooms']);
  const { t: common } = useTranslation('common');
  const go = useApp((s) => s.go);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('rows.title')}
      centered
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <ul style={{ marginTop: 0 }}>
        {held.map(({ step, what }) => (
          <li key={step}>{t(`rows.${what}`, { step: t(`steps.${step}.title`, { ns: 'rooms' }) })}</li>
        ))}
      </ul>
      <p>{t('rows.whose')}</p>
      <Group justify="flex-end" mt="lg">
        <Button
          variant="default"
          onClick={() => {
            onClose();
            onExport();
          }}
        >
          {t('rows.export')}
        </Button>
        <Button
          onClick={() => {
            onClose();
            go('prepare');
          }}
          data-autofocus
        >
          {t('rows.change')}
        </Button>
      </Group>
    </Modal>
  );
}
