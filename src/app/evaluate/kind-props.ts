import type { ReactNode } from 'react';
import type { Evaluation } from '../../study/events';
import type { Task } from '../../study/schema';

export interface ResultsProps {
  evaluation: Evaluation;
  task: Task;
}

/** `children` stands between the numbers and the figures: what has to be known before they are believed. */
export type KindProps = ResultsProps & { children: ReactNode };
