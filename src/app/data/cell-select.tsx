import type { ReactNode } from 'react';
import classes from './data.module.css';

interface Props {
  label: string;
  value: string;
  /** Option elements, made once for all rows. */
  children: ReactNode;
  onChange(value: string): void;
}

/** The browser's own select: a hundred of them in a table cost a tenth of dressed ones. */
export function CellSelect({ label, value, children, onChange }: Props) {
  return (
    <select
      className={classes.select}
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {children}
    </select>
  );
}
