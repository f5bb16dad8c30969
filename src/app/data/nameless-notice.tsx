import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { areByPlace } from '../../data/name-columns';
import { useApp } from '../store';
import { Notice } from '../ui/notice';
import { NameDialog } from './name-dialog';

/** Says that the file had no row of names, so that nobody looks for its first patient in vain, and lets them be given. */
export function NamelessNotice() {
  const { t } = useTranslation('data');
  const byPlace = useApp((s) => areByPlace(s.study?.columns.map((c) => c.name) ?? []));
  // Several hospitals' columns are named in their mapping.
  const ofOneFile = useApp((s) => s.study?.sources.length === 0);
  const named = useApp((s) => s.study?.names !== undefined);
  const [asking, setAsking] = useState(false);
  if (!byPlace && !named) return null;
  const open = ofOneFile && (
    <Button size="xs" variant="default" onClick={() => setAsking(true)}>
      {t(named ? 'nameless.again' : 'nameless.open')}
    </Button>
  );
  return (
    <>
      {named ? (
        <div>{open}</div>
      ) : (
        <Notice title={t('nameless.title')} action={open}>
          {t('nameless.text')}
        </Notice>
      )}
      {asking && <NameDialog onClose={() => setAsking(false)} />}
    </>
  );
}
