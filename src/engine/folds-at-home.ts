import { foldsOfRepeats, repeatsIn } from '../split/repeats';
import type { Study } from '../study/schema';
import { isRepeated } from './mean-by-row';
import type { Ready } from './prepare';
import type { TrialBlob } from './trial';

/** Networks taken home at most where folds are repeated: each is a few files, and a part of every prediction's time. */
const MOST_REPEATED = 30;

/** Of one trial, as it was trained. */
interface Of {
  study: Pick<Study, 'split'>;
  ready: Pick<Ready, 'parts'>;
  blob: Pick<TrialBlob, 'rows'>;
}

/**
 * How many of a trial's folds, the first ones, are members of a model of `trials` trials. Without repeats all. With
 * them whole repeats, as many as keep the model at 30 networks, and never fewer networks than the repeats that a row's
 * out-of-fold prediction is the mean of: the model must not be less than what was scored. Trials of earlier versions,
 * whose repeats were scored apart, keep all of theirs.
 */
export function foldsAtHome({ study, ready, blob }: Of, trials: number): number {
  const repeats = repeatsIn(study.split);
  const all = ready.parts.folds.length;
  if (repeats === 1 || isRepeated(blob.rows)) return all;
  const k = foldsOfRepeats(ready.parts, study.split).length;
  const least = Math.ceil(repeats / k);
  const some = Math.max(least, Math.floor(MOST_REPEATED / (k * trials)));
  return k * Math.min(repeats, some);
}
