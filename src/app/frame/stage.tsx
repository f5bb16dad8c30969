import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useApp } from '../store';
import { Problem } from '../ui/problem';
import classes from './stage.module.css';
import { StageAside, type StageAsideProps } from './stage-aside';

export interface StageProps {
  /** The one question of the stage, in plain words. */
  title: string;
  lead?: ReactNode;
  /** Why it matters, on the right. */
  aside?: StageAsideProps;
  /** The work needs the whole width: the explanation goes below it, except on very wide screens. */
  wide?: boolean;
  /** The one action that leads on. `hint` stands beside it: why it is disabled, or what it will do. */
  primary?: { label: string; onClick: () => void; disabled?: boolean; loading?: boolean; hint?: string };
  /** Quieter actions beside the primary one. */
  secondary?: ReactNode;
  children: ReactNode;
}

/** The frame of every stage: question, work, explanation, and the way on. Shows the last error above the work. */
export function Stage({ title, lead, aside, wide, primary, secondary, children }: StageProps) {
  const problem = useApp((s) => s.problem);
  const dismissProblem = useApp((s) => s.dismissProblem);
  return (
    <div className={classes.stage} data-wide={wide || undefined}>
      <div className={classes.main}>
        <header>
          <h1 className={classes.title}>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
        </header>
        {problem && <Problem error={problem} onDismiss={dismissProblem} />}
        <div className={classes.work}>{children}</div>
      </div>
      {aside && <StageAside {...aside} below={wide} />}
      {(primary || secondary) && (
        <footer className={classes.actions}>
          {primary?.hint && <p className={classes.hint}>{primary.hint}</p>}
          {secondary}
          {primary && (
            <Button
              onClick={primary.onClick}
              disabled={primary.disabled}
              loading={primary.loading}
              rightSection={<IconArrowRight size={16} aria-hidden />}
            >
              {primary.label}
            </Button>
          )}
        </footer>
      )}
    </div>
  );
}
