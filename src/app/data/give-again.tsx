import { Button, FileButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { Notice } from '../ui/notice';

/** Where columns of a file were not kept in this browser: the way to have them again. */
export function GiveAgain() {
  const { t } = useTranslation('data');
  const { t: j } = useTranslation('join');
  const attach = useApp((s) => s.attach);
  const attachAll = useApp((s) => s.attachAll);
  const attachJoined = useApp((s) => s.attachJoined);
  const joins = useApp((s) => s.study?.joins?.length ?? 0);
  const kind = useApp((s) => s.study?.data?.kind);
  const left = useApp((s) => s.study?.columns.filter((c) => c.stored === false).length ?? 0);
  // Pseudonyms stand in a column that is now wanted for something else: what it held is gone.
  const wanted = useApp((s) =>
    (s.findings.value ?? []).some((f) => f.error?.code === 'data.columnNotStored'),
  );
  const first = useApp((s) => s.problem?.code === 'join.firstAgain');
  const gone = Math.max(left, Number(wanted || first));
  if (gone === 0 || (kind !== 'file' && kind !== 'files')) return null;
  return (
    <Notice
      action={
        <FileButton
          multiple
          onChange={([file, ...more]) => {
            if (joins > 0) void attachJoined([file, ...more]);
            else if (kind === 'files') void attachAll([file, ...more]);
            else if (file) void attach(file);
          }}
        >
          {(props) => (
            <Button {...props} size="compact-sm" variant="default">
              {t('again.button')}
            </Button>
          )}
        </FileButton>
      }
    >
      {t('again.text', { count: gone })} {joins > 0 && j('again', { count: joins + 1 })}
    </Notice>
  );
}
