import type { Pruned, Trial } from '../../study/events';
import { epochOf, peersOf } from './history';

/** Epochs before the first look: a net's first steps tell little, however few are allowed. */
export const firstRung = (epochs: number): number => Math.max(3, Math.ceil(epochs / 27));

/** A trial is judged after `first` epochs, then after `reduction` times as many, and so on. */
export interface Ladder {
  first: number;
  /** Of this many trials that come to a rung, one goes on. */
  reduction: number;
}

/** Epochs of the rungs below `epochs`. */
export function rungsOf({ first, reduction }: Ladder, epochs: number): number[] {
  const rungs: number[] = [];
  for (let rung = first; rung < epochs; rung *= reduction) rungs.push(rung);
  return rungs;
}

/** The loss with which a trial came to a rung; undefined where it did not. */
const lossAt = ({ points }: Trial, rung: number): number | undefined =>
  points.find(({ epoch }) => epoch === rung)?.validLoss;

/** Whether `own` is among the best 1/reduction of all that came to its rung, itself among them; of few, the best. */
function isPromoted(own: number, others: readonly number[], reduction: number): boolean {
  const sorted = [...others, own].sort((a, b) => a - b);
  return own <= sorted[Math.max(0, Math.floor(sorted.length / reduction) - 1)];
}

/**
 * One bracket of asynchronous successive halving (ASHA; Li et al., MLSys 2020): at each rung a trial goes on if its
 * loss is among the best 1/reduction of `trials` that have come there. Trials run one after the other and are not
 * taken up again, so that of the first few the best so far goes on, as in Optuna's SuccessiveHalvingPruner.
 */
export function climb(
  trial: Trial,
  trials: readonly Trial[],
  ladder: Ladder,
  epochs: number,
): Omit<Pruned, 'by'> | null {
  const epoch = epochOf(trial);
  if (!rungsOf(ladder, epochs).includes(epoch)) return null;
  const own = lossAt(trial, epoch) ?? Number.NaN;
  const others = peersOf(trial, trials).flatMap((other) => {
    const loss = lossAt(other, epoch) ?? Number.NaN;
    return Number.isNaN(loss) ? [] : [loss];
  });
  if (isPromoted(own, others, ladder.reduction)) return null;
  return { epoch, details: { own, trials: others.length + 1, reduction: ladder.reduction } };
}
