import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useApp } from '../store';
import classes from './frame.module.css';
import { Header } from './header';
import { Rail } from './rail';
import { StaleNotice } from './stale-notice';
import { StorageNotice } from './storage-notice';
import { useNoStrayDrops } from './use-no-stray-drops';
import { useUndoKeys } from './use-undo-keys';

const MAIN = 'main';

/** Header, rail and the open screen. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('frame');
  const screen = useApp((s) => s.screen);
  const name = useApp((s) => s.study?.name);
  useNoStrayDrops();
  useUndoKeys();
  useEffect(() => {
    document.title = [t(`stages.${screen}`), name, t('product')].filter(Boolean).join(' · ');
    window.scrollTo(0, 0);
  }, [screen, name, t]);
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href={`#${MAIN}`} onClick={skipTo}>
        {t('skip')}
      </a>
      <Header />
      <Rail />
      <main id={MAIN} className={classes.main} tabIndex={-1}>
        <StorageNotice />
        <StaleNotice />
        {children}
      </main>
    </div>
  );
}

/** The address holds the open screen, so the link must not change it. */
function skipTo(event: { preventDefault(): void }) {
  event.preventDefault();
  document.getElementById(MAIN)?.focus();
}
