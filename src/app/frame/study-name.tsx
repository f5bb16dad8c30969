import { TextInput } from '@mantine/core';
import { IconCheck, IconDots, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import classes from './header.module.css';

const MARKS = { saved: IconCheck, saving: IconDots, failed: IconX } as const;

/** The study's name, taken over when its writing has ended, and whether everything is saved. */
export function StudyName() {
  const { t } = useTranslation('frame');
  const name = useApp((s) => s.study?.name ?? '');
  const saved = useApp((s) => s.saved);
  const edit = useApp((s) => s.edit);
  const [draft, setDraft] = useState(name);
  useEffect(() => setDraft(name), [name]);
  const take = () => {
    const next = draft.trim();
    if (next !== name) edit((study) => ({ ...study, name: next }));
  };
  const Mark = MARKS[saved];
  return (
    <>
      <TextInput
        className={classes.name}
        aria-label={t('name.label')}
        placeholder={t('name.placeholder')}
        maxLength={80}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') setDraft(name);
        }}
      />
      <span className={classes.saved} data-state={saved} role="status">
        <Mark size={14} aria-hidden />
        <span className={classes.savedText}>{t(`saved.${saved}`)}</span>
      </span>
    </>
  );
}
