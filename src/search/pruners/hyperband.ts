import type { Pruner } from './pruner';
import { climb, firstRung, type Ladder } from './rungs';

const REDUCTION = 3;

export interface Bracket extends Ladder {
  /** How many trials it gets of each round. */
  share: number;
}

/**
 * The brackets for at most `most` epochs and a first look after `least`: s_max + 1 = floor(log_reduction(most / least))
 * + 1 of them, bracket b with its first rung at least * reduction^b. Shares are the numbers of trials n of algorithm 1
 * in Li et al., JMLR 2018.
 */
export function bracketsOf(most: number, least: number, reduction: number): Bracket[] {
  const firsts: number[] = [];
  // Counted in whole numbers: logarithms of exact powers fall short of them.
  for (let first = least; first <= most; first *= reduction) firsts.push(first);
  return firsts.map((first, b) => {
    const s = firsts.length - 1 - b;
    return { first, reduction, share: Math.ceil((firsts.length * reduction ** s) / (s + 1)) };
  });
}

/**
 * The bracket of each of the first `n` trials. In every round each gets its share, spread evenly over the round, so
 * that a short search too has trials that are let train long (Optuna draws by a hash of the study's name).
 */
export function dealt(brackets: readonly Bracket[], n: number): number[] {
  const whole = brackets.reduce((sum, { share }) => sum + share, 0);
  const owed = brackets.map(() => 0);
  return Array.from({ length: n }, () => {
    for (const [b, { share }] of brackets.entries()) owed[b] += share;
    const next = owed.indexOf(Math.max(...owed));
    owed[next] -= whole;
    return next;
  });
}

/** Hyperband: each trial belongs to a bracket of successive halving, from eager to patient, and is judged within it. */
export const hyperband: Pruner = {
  name: 'hyperband',
  decide(trial, trials, { epochs }) {
    const brackets = bracketsOf(epochs, firstRung(epochs), REDUCTION);
    const of = dealt(brackets, 1 + Math.max(trial.trial, ...trials.map((other) => other.trial)));
    const own = of[trial.trial];
    const within = trials.filter((other) => of[other.trial] === own);
    const ended = climb(trial, within, brackets[own], epochs);
    if (!ended) return null;
    const details = { ...ended.details, bracket: own + 1, brackets: brackets.length };
    return { by: 'hyperband', epoch: ended.epoch, details };
  },
};
