import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import { BackendButton } from './backend-button';
import classes from './header.module.css';
import { LanguageSwitch } from './language-switch';
import { PrivacyButton } from './privacy-button';
import { StudyName } from './study-name';
import { ThemeSwitch } from './theme-switch';

function History() {
  const { t } = useTranslation('common');
  const canUndo = useApp((s) => s.past.length > 0);
  const canRedo = useApp((s) => s.future.length > 0);
  const undo = useApp((s) => s.undo);
  const redo = useApp((s) => s.redo);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('undo')}
        title={t('undo')}
        disabled={!canUndo}
        onClick={undo}
      >
        <IconArrowBackUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('redo')}
        title={t('redo')}
        disabled={!canRedo}
        onClick={redo}
      >
        <IconArrowForwardUp size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}

export function Header() {
  const { t } = useTranslation('frame');
  const open = useApp((s) => s.study !== null);
  const go = useApp((s) => s.go);
  return (
    <header className={classes.header}>
      <UnstyledButton className={classes.brand} onClick={() => go('home')} aria-label={t('home')}>
        <img src="./icon.svg" alt="" width={24} height={24} />
        <span className={classes.product} data-always={!open}>
          {t('product')}
        </span>
      </UnstyledButton>
      <div className={classes.study}>{open && <StudyName />}</div>
      <div className={classes.tools}>
        {open && <History />}
        <BackendButton />
        <PrivacyButton />
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}
