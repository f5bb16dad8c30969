import { USUAL_MISSING } from './cells';
import { nameSays } from './column-kind';
import type { ColumnProfile } from './profile-types';

/** Numbers that registries write for missing, from long to short, so that the longest is named. */
const CODES = new Set([-9999, -999, -99, -9, -8, -1, 9, 99, 999, 9999, 99999]);

const countOf = (sorted: Float64Array, value: number): number => {
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (sorted[i] === value) count++;
  return count;
};

/**
 * A number that stands apart as a code for missing does: the only negative one of all, or one made of nines above
 * the others by more than these range. Null where there is none.
 */
function missingCode(sorted: Float64Array): number | null {
  const [low, high] = [sorted[0], sorted[sorted.length - 1]];
  const second = sorted.find((x) => x > low);
  const below = sorted.findLast((x) => x < high);
  if (second === undefined || below === undefined) return null;
  if (low < 0 && second >= 0 && CODES.has(low)) return low;
  return high > 0 && CODES.has(high) && below > low && high - below > below - low ? high : null;
}

/**
 * Numbers that may stand for missing: zeros where the name says that none can be (cholesterol), and codes such as
 * -9 and 999. Nothing is removed: the fix is one click. `missing`: what stands for missing in the column now.
 */
export function suspectValues(
  name: string,
  sorted: Float64Array,
  distinct: number,
  missing: readonly string[] | undefined,
): ColumnProfile['notices'] {
  const notices: ColumnProfile['notices'] = [];
  const without = (value: number) => ({ missing: [...(missing ?? USUAL_MISSING), String(value)] });
  // A question about blood pressure answered by 0 and 1 has two values.
  const zeros = nameSays('zeroImpossible', name) && distinct !== 2 ? countOf(sorted, 0) : 0;
  if (zeros > 0) notices.push({ key: 'zerosLikeMissing', params: { count: zeros }, fix: without(0) });
  const code = distinct > 2 ? missingCode(sorted) : null;
  if (code !== null)
    notices.push({
      key: 'codesLikeMissing',
      params: { count: countOf(sorted, code), value: code },
      fix: without(code),
    });
  return notices;
}
