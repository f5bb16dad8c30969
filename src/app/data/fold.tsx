import { IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './quality.module.css';

interface Props {
  title: string;
  /** What is inside, in a few words, for those who leave it closed. */
  summary: string;
  testId: string;
  open?: boolean;
  children: ReactNode;
}

/** A part of the screen that opens on demand; the browser's own, so that the keyboard and searching in the page work. */
export function Fold({ title, summary, testId, open = false, children }: Props) {
  return (
    <details className={classes.fold} data-testid={testId} open={open}>
      <summary>
        <IconChevronRight size={16} className={classes.chevron} aria-hidden />
        <h2>{title}</h2>
        <span>{summary}</span>
      </summary>
      <div className={classes.inside}>{children}</div>
    </details>
  );
}
