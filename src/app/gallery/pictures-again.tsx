import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Study } from '../../study/schema';
import { useApp } from '../store';
import { DropZone } from '../ui/drop-zone';
import { Notice } from '../ui/notice';
import { WorkProgress } from '../ui/work-progress';

/** Where the browser no longer has the study's pictures: the way to give them again. */
export function PicturesAgain({ study }: { study: Study }) {
  const { t } = useTranslation('images');
  const busy = useApp((s) => s.busy);
  const attachPictures = useApp((s) => s.attachPictures);
  if (busy) return <WorkProgress busy={busy} />;
  if (study.data?.kind === 'phantoms')
    return (
      <Notice
        action={
          <Button variant="default" size="xs" onClick={() => void attachPictures([])}>
            {t('again.sample')}
          </Button>
        }
      >
        {t('again.text')}
      </Notice>
    );
  return (
    <DropZone
      label={t('again.label')}
      hint={t('again.text')}
      button={t('use.button')}
      folderButton={t('again.folder')}
      accept=""
      compact
      onFiles={(files) => void attachPictures(files)}
    />
  );
}
