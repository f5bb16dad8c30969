import type { Ensemble, EnsembleMember } from '../../study/results/ensemble';
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

/** "MLP (trial 3) 50%, logistic regression (trial 1) 25%, …", a text a member. */
export const memberTexts = (
  members: readonly EnsembleMember[],
  nameOf: (trial: number) => string,
  say: (fill: { name: string; trial: number; weight: string }) => string,
): string[] =>
  members.map(({ trial, weight }) =>
    say({ name: nameOf(trial), trial: trial + 1, weight: formatPercent(weight) }),
  );
