import { useMemo } from 'react';
import type { Trial } from '../../study/events';
import { useApp } from '../store';
import { type LearnsFrom, learnsFrom } from './network-texts';
import { shapeOf, type TrialNetwork, trialNetwork } from './trial-network';

/** The network of a trial of the newest search, and what it learns from; the same objects while nothing changes. */
export function useTrialNetwork(trial: Trial): { network: TrialNetwork; from: LearnsFrom } | null {
  const { config } = trial;
  const study = useApp((s) => s.journal.study);
  const development = useApp((s) => s.journal.development);
  const shape = useApp((s) => shapeOf(trial, s.journal.trials));
  return useMemo(() => {
    if (!study?.task || !shape) return null;
    const network = trialNetwork(config, shape, study.task);
    return network && { network, from: learnsFrom(study, development) };
  }, [study, development, config, shape]);
}
