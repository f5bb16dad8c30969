import type { ReactNode } from 'react';

interface Props {
  label: string;
  className: string;
  children: ReactNode;
}

/** A wide table's own container: it scrolls sideways, by keyboard too. */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard could not scroll it
    <section className={className} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
