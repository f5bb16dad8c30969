import { foldsOfRepeats, repeatsAtHome, repeatsIn } from '../split/repeats';
import type { Study } from '../study/schema';
import { isRepeated } from './mean-by-row';
import type { Ready } from './prepare';
import type { TrialBlob } from './trial';

/** Of one trial, as it was trained. */
interface Of {
  study: Pick<Study, 'split'>;
  ready: Pick<Ready, 'parts'>;
  blob: Pick<TrialBlob, 'rows'>;
}

/**
 * How many of a trial's folds, the first ones, are members of a model of `trials` trials: whole repeats, all where there
 * are none. Trials of earlier versions, whose repeats were scored apart, keep all of theirs.
 */
export function foldsAtHome({ study, ready, blob }: Of, trials: number): number {
  const repeats = repeatsIn(study.split);
  if (repeats === 1 || isRepeated(blob.rows)) return ready.parts.folds.length;
  const k = foldsOfRepeats(ready.parts, study.split).length;
  return k * repeatsAtHome(k, repeats, trials);
}
