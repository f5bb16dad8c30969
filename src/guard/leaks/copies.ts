import { canCompareRows } from '../../data/alike-rows';
import { laterCopies } from '../../data/copies';
import type { Finding } from '../finding';
import { copiesTogether, picturesTogether, type QualityFix } from '../quality/finding';
import { onBothSides } from './both-sides';
import { fine, type LeakCheck, type LeakInput } from './leak-check';

const drop: QualityFix = { key: 'dropCopies', columns: [] };

/** True where nothing is torn any more once exact copies are taken once. Within a patient they are never torn. */
function endsByDropping({ study, data, target }: LeakInput, torn: readonly (readonly number[])[]): boolean {
  if (study.split.duplicates === 'first' || study.columns.some((c) => c.role === 'patient')) return false;
  const later = new Set(laterCopies(data, target, false));
  return torn.every((group) => group.filter((row) => !later.has(row)).length < 2);
}

/** Rows that are alike in their features on both sides of the split: one person twice, or a form filled in twice. */
export const copies: LeakCheck = function* (input) {
  const { study, data, alikeIn } = input;
  if (!canCompareRows(data)) return data.cols.size > 0 ? fine('copiesNotCompared') : [];
  const alike = yield* alikeIn(data);
  const { groups, rows, test } = onBothSides(alike, input);
  if (groups.length > 0) {
    const fixes = endsByDropping(input, groups) ? [copiesTogether, drop] : [copiesTogether];
    return [
      {
        level: 'warn',
        key: test > 0 ? 'copiesAcrossParts' : 'copiesAcrossFolds',
        params: { rows, test, groups: groups.length },
        fixes,
      },
    ];
  }
  if (study.split.duplicates === 'together' && alike.length > 0)
    return fine('copiesKept', { groups: alike.length });
  return fine('noCopies');
};

/** The same of pictures: exact copies and near ones were found when they were read. */
export const pictureCopies: LeakCheck = (input): Finding[] => {
  const { alikePictures, study } = input;
  if (!alikePictures) return [];
  const { groups: alike, copies } = alikePictures;
  if (alike.length === 0) return fine('noPictureCopies');
  const { groups, rows, test } = onBothSides(alike, input);
  if (groups.length > 0)
    return [
      {
        level: 'warn',
        key: 'picturesAcrossParts',
        params: { groups: groups.length, rows, test, copies },
        fixes: study.images?.alike === 'together' ? [] : [picturesTogether],
      },
    ];
  return fine('pictureCopiesKept', {
    groups: alike.length,
    rows: alike.reduce((sum, group) => sum + group.length, 0),
    copies,
  });
};
