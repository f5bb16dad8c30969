import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { familyKey } from '../ui/family-key';
import { Notice } from '../ui/notice';

/** Says which families are not chosen from as their models hold rows, and takes it back. Nothing where none is. */
export function LeftOutNotice() {
  const { t } = useTranslation(['take-home', 'rooms']);
  const kind = useApp((s) => s.study?.task?.kind);
  const leftOut = useApp((s) => s.study?.evaluation.leftOut);
  const edit = useApp((s) => s.edit);
  if (!leftOut?.length) return null;
  const include = () =>
    edit(({ evaluation: { leftOut: _, ...evaluation }, ...study }) => ({ ...study, evaluation }));
  const families = leftOut.map((name) => t(familyKey(name, kind), { ns: 'rooms' })).join(', ');
  return (
    <Notice
      action={
        <Button variant="default" onClick={include}>
          {t('rows.include')}
        </Button>
      }
    >
      {t('rows.leftOut', { families })}
    </Notice>
  );
}
