import { repeatsAtHome } from '../../split/repeats';
import type { Ensemble, EnsembleMember } from '../../study/results/ensemble';
import type { Study } from '../../study/schema';
import { formatFixed, formatPercent, formatValue } from '../ui/number';

/** What is said of a choice of several models: `evaluate:ensemble.<key>`, filled. */
export interface EnsembleWords {
  key: 'used' | 'usedMaybe' | 'noGain' | 'noMix' | 'notJudged';
  fill: Record<string, string | number>;
}

const write = (metric: Ensemble['metric'], value: number): string => {
  const size = Math.abs(value);
  return metric === 'rmse' ? formatValue(size) : formatFixed(size, 3);
};

/** A limit of the gain: where several are better, with its sign where the interval leaves nobody sure. */
function limit(metric: Ensemble['metric'], value: number): string {
  const text = write(metric, value);
  // What rounds to 0 has no sign.
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** What several models of a search gain over the best of them, in words; `used`: the interval is above 0. */
export function ensembleWords({ members, gain, metric, used }: Ensemble): EnsembleWords {
  const count = members.length;
  if (count < 2) return { key: 'noMix', fill: {} };
  if (!gain) return { key: 'notJudged', fill: { count } };
  const { estimate, low, high } = gain;
  const fill = {
    count,
    gain: write(metric, estimate),
    low: low === null ? '–' : limit(metric, low),
    high: high === null ? '–' : limit(metric, high),
  };
  if (!used) return { key: 'noGain', fill };
  return { key: low !== null && low > 0 ? 'used' : 'usedMaybe', fill };
}

/** What a trial that is a member is itself: `evaluate:ensemble.each.<key>`, filled. */
export interface EachWords {
  key: 'refit' | 'single' | 'sites' | 'bagged';
  fill: Record<string, string | number>;
}

/** One model of `trials`, or one of each fold taken home, trained on the share of the patients that the others are. */
export function eachWords(
  { final, split: { validation } }: Pick<Study, 'final' | 'split'>,
  trials: number,
): EachWords {
  if (final === 'refit') return { key: 'refit', fill: {} };
  if (validation.kind === 'sites') return { key: 'sites', fill: {} };
  if (validation.kind !== 'kfold') return { key: 'single', fill: {} };
  const { k, repeats = 1 } = validation;
  return { key: 'bagged', fill: { folds: k * repeatsAtHome(k, repeats, trials), share: `${k - 1}/${k}` } };
}

/** What greedy picks and a stack gain, each by itself; null where it is not known, as in journals of earlier versions. */
export const gainsWords = ({ metric, gains }: Ensemble): Record<'greedy' | 'stacked', string> | null =>
  gains ? { greedy: limit(metric, gains.greedy), stacked: limit(metric, gains.stacked) } : null;

/** "MLP (trial 3) 50%, logistic regression (trial 1) 25%, …", a text a member. */
export const memberTexts = (
  members: readonly EnsembleMember[],
  nameOf: (trial: number) => string,
  say: (fill: { name: string; trial: number; weight: string }) => string,
): string[] =>
  members.map(({ trial, weight }) =>
    say({ name: nameOf(trial), trial: trial + 1, weight: formatPercent(weight) }),
  );
