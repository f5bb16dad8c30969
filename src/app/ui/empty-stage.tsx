import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Stage } from '../frame/stage';
import { useApp } from '../store';
import { WorkProgress } from './work-progress';

/** A stage before there is a study: what is missing and where to get it, or the opening of one in progress. */
export function EmptyStage({ title }: { title: string }) {
  const { t } = useTranslation('common');
  const busy = useApp((s) => s.busy);
  const go = useApp((s) => s.go);
  return (
    <Stage title={title} lead={busy ? undefined : t('noStudy.text')}>
      {busy ? (
        <WorkProgress busy={busy} />
      ) : (
        <Button style={{ alignSelf: 'start' }} onClick={() => go('home')}>
          {t('noStudy.go')}
        </Button>
      )}
    </Stage>
  );
}
