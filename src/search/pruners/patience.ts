import { bestLoss, epochOf, peersOf } from './history';
import type { Pruner } from './pruner';

/**
 * Ends a trial that has not improved on itself for half of the patience that training has, and that is behind: a
 * finished trial was taken home with a smaller loss. The first part is Optuna's PatientPruner; alone it would end the
 * best trial too, once that has learned what there is. Under a planned learning rate nothing is ended: the loss may
 * rise for long and fall with the rate in the end.
 */
export const patience: Pruner = {
  name: 'patience',
  decide(trial, trials, facts) {
    const waited = Math.max(1, Math.floor(facts.patience / 2));
    const { points } = trial;
    if (facts.planned || points.length <= waited + 1) return null;
    const before = bestLoss(points.slice(0, -waited - 1));
    const since = bestLoss(points.slice(-waited - 1));
    // Written so that losses that are no numbers, before or since, are no improvement.
    if (since <= before) return null;
    const finished = peersOf(trial, trials).filter(({ state }) => state === 'finished');
    const best = Math.min(...finished.map(({ score }) => score?.validLoss ?? Number.POSITIVE_INFINITY));
    const own = bestLoss(points);
    if (!Number.isFinite(best) || own <= best) return null;
    return { by: 'patience', epoch: epochOf(trial), details: { own, best, waited } };
  },
};
