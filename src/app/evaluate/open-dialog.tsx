import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { Notice } from '../ui/notice';

interface OpenDialogProps {
  opened: boolean;
  onClose(): void;
  /** How often the test set of this study was opened before. */
  times: number;
}

/** The test set opens by a deliberate act, and a second time only against a warning. */
export function OpenDialog({ opened, onClose, times }: OpenDialogProps) {
  const { t } = useTranslation('evaluate');
  const { t: common } = useTranslation('common');
  const openTestSet = useApp((s) => s.openTestSet);
  const confirm = () => {
    onClose();
    void openTestSet();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('dialog.title')}
      centered
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <p style={{ marginTop: 0 }}>{t('dialog.text')}</p>
      {times > 0 && (
        <Notice tone="warn" title={t('dialog.againTitle', { count: times })}>
          {t('dialog.again')}
        </Notice>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t('dialog.keepLocked')}
        </Button>
        <Button onClick={confirm} data-autofocus>
          {times > 0 ? t('dialog.confirmAgain') : t('dialog.confirm')}
        </Button>
      </Group>
    </Modal>
  );
}
