import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notice.module.css';

interface NoticeProps {
  tone?: 'info' | 'warn';
  title?: string;
  /** What can be done about it. */
  action?: ReactNode;
  children: ReactNode;
}

/** A remark that belongs to what stands around it; an error is a `Problem`. */
export function Notice({ tone = 'info', title, action, children }: NoticeProps) {
  const Icon = tone === 'warn' ? IconAlertTriangle : IconInfoCircle;
  return (
    <div className={classes.notice} data-tone={tone} role="note">
      <Icon size={18} aria-hidden className={classes.icon} />
      <div className={classes.text}>
        {title && <p className={classes.title}>{title}</p>}
        <div>{children}</div>
      </div>
      {action}
    </div>
  );
}
