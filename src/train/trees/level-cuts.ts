import type { CutSearch } from './cut';

/** Up to as many levels each is tried against the rest (LightGBM's max_cat_to_onehot). */
const FEW = 4;
/** Levels on the smaller side of a cut at most (LightGBM's max_cat_threshold). */
const MOST = 32;

/**
 * Cuts of levels: those that go left are the first of them when sorted by what a leaf of each would say (Fisher 1958; as
 * in LightGBM with an L2 penalty of its own); of several classes sorted once by each. What is missing is one more level.
 *
 * @param entries how many bins `search.found` holds
 * @param missing the bin of missing values
 * @param levels bins of the input
 */
export function searchLevels(search: CutSearch, input: number, entries: number, missing: number): void {
  if (entries < 2) return;
  const { outputs, lambda, levelPenalty } = search.rules;
  const seen = Array.from({ length: entries }, (_, entry) => entry);
  const attempt = {
    search,
    input,
    penalty: lambda,
    missing,
    missingSeen: search.found.bins[entries - 1] === missing,
  };
  if (search.random) {
    const { random } = search;
    const left = seen.filter(() => random.int(2) === 0);
    if (left.length > 0 && left.length < entries) tryParts(attempt, left, left.length, left.length);
    return;
  }
  if (missing <= FEW) {
    for (const level of seen) tryParts(attempt, [level], 1, 1);
    return;
  }
  attempt.penalty += levelPenalty;
  const most = Math.min(MOST, (entries + 1) >> 1);
  for (let k = 0; k < outputs; k++) {
    const { g, h } = search.found;
    const said = seen.map((entry) => g[entry * outputs + k] / (h[entry] + levelPenalty));
    const sorted = seen.toSorted((a, b) => said[a] - said[b] || a - b);
    tryParts(attempt, sorted, 1, most);
    tryParts(attempt, sorted.reverse(), 1, most);
  }
}

interface Attempt {
  search: CutSearch;
  input: number;
  penalty: number;
  missing: number;
  missingSeen: boolean;
}

/** The first `least` to `most` of the levels against all others. */
function tryParts(attempt: Attempt, sorted: readonly number[], least: number, most: number): void {
  const { search, input, penalty, missing, missingSeen } = attempt;
  const { bins } = search.found;
  search.nothing();
  for (let part = 1; part <= most; part++) {
    search.add(sorted[part - 1]);
    if (part < least || !search.consider(input, penalty, 0)) continue;
    const left = new Uint8Array(256);
    for (let i = 0; i < part; i++) left[bins[sorted[i]]] = 1;
    search.take(-1, left, missingSeen ? left[missing] === 1 : null);
  }
}
