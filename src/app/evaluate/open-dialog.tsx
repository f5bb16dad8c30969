import { Button, Group, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { OuterSentence } from './outer-sentence';
import type { OuterWork } from './result-state';

interface OpenDialogProps {
  opened: boolean;
  onClose(): void;
  /** How often the test set of this study was opened before. */
  times: number;
  /** Where every row is tested in its turn, nothing is locked: the search is repeated. */
  outer: OuterWork | null;
}

/** The test set opens by a deliberate act, and a second time only against a warning. */
export function OpenDialog({ opened, onClose, times, outer }: OpenDialogProps) {
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
      title={t(outer ? `nested.${outer.kind}.title` : 'dialog.title')}
      centered
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <p style={{ marginTop: 0 }}>{outer ? <OuterSentence outer={outer} /> : t('dialog.text')}</p>
      {outer && <p>{t('nested.counted')}</p>}
      {times > 0 && (
        <Notice tone="warn" title={t(outer ? 'nested.againTitle' : 'dialog.againTitle', { count: times })}>
          {t(outer ? 'nested.again' : 'dialog.again')}
        </Notice>
      )}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          {t(outer ? 'nested.notNow' : 'dialog.keepLocked')}
        </Button>
        <Button onClick={confirm} data-autofocus>
          {outer ? t('nested.confirm') : times > 0 ? t('dialog.confirmAgain') : t('dialog.confirm')}
        </Button>
      </Group>
    </Modal>
  );
}
