import { Anchor, UnstyledButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './stage-aside.module.css';

export interface StageAsideProps {
  /** Two or three sentences: why this stage matters. */
  why: string;
  /** What a reviewer will ask about it. */
  reviewer: string;
  /** A small drawing, 240 px wide at most; its meaning is in the sentences. */
  picture?: ReactNode;
  /** The paper or guideline behind it; opened in a new tab when clicked. */
  paper?: { label: string; href: string };
}

/** The explanation beside a stage. Closed once, it stays closed on every stage and at the next visit. */
export function StageAside({ why, reviewer, picture, paper, below }: StageAsideProps & { below?: boolean }) {
  const { t } = useTranslation('frame');
  const [open, setOpen] = useLocalStorage({
    key: 'benchside-aside-open',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const body = useId();
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <aside
      className={classes.aside}
      data-open={open}
      data-below={below || undefined}
      aria-label={t('aside.label')}
    >
      <UnstyledButton
        className={classes.toggle}
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setOpen(!open)}
      >
        <Chevron size={16} aria-hidden />
        {t('aside.title')}
      </UnstyledButton>
      <div id={body} hidden={!open} className={classes.body}>
        {picture && <div className={classes.picture}>{picture}</div>}
        <p>{why}</p>
        <h2 className={classes.heading}>{t('aside.reviewer')}</h2>
        <p>{reviewer}</p>
        {paper && (
          <Anchor href={paper.href} target="_blank" rel="noreferrer noopener" size="sm" underline="always">
            {paper.label}
          </Anchor>
        )}
      </div>
    </aside>
  );
}
