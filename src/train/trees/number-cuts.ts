import type { CutSearch } from './cut';

/**
 * Cuts of a number between two bins that have rows, with the missing rows on either side, and between all that is known
 * and what is missing. Where bins between them are empty here, the cut is in their midst.
 *
 * @param entries how many bins `search.found` holds
 * @param missing the bin of missing values
 */
export function searchNumbers(search: CutSearch, input: number, entries: number, missing: number): void {
  const { bins } = search.found;
  const { lambda, monotone } = search.rules;
  const sign = monotone?.[input] ?? 0;
  const withMissing = bins[entries - 1] === missing;
  const values = withMissing ? entries - 1 : entries;
  const last = withMissing ? values : values - 1;
  // Extra trees (Geurts et al. 2006), drawn among the bins' borders between the lowest and the highest value here.
  const { random } = search;
  const drawn = random && last > 0 ? bins[0] + random.int(borders(bins, values, withMissing)) : -1;
  for (const missingLeft of withMissing ? [false, true] : [false]) {
    search.nothing();
    if (missingLeft) search.add(entries - 1);
    for (let entry = 0; entry < last; entry++) {
      search.add(entry);
      // All that is known to one side: only what is missing can be on the other.
      if (entry === values - 1 && missingLeft) break;
      const next = entry + 1 < values ? bins[entry + 1] : bins[entry] + 1;
      if (random && !(drawn >= bins[entry] && drawn < next)) continue;
      if (!search.consider(input, lambda, sign)) continue;
      const bin = random ? drawn : (bins[entry] + next - 1) >> 1;
      search.take(bin, null, withMissing ? missingLeft : null);
    }
  }
}

const borders = (bins: Int32Array, values: number, withMissing: boolean): number =>
  bins[values - 1] - bins[0] + (withMissing ? 1 : 0);
