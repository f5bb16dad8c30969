import { alikeRows } from '../../data/alike-rows';
import type { Finding } from '../finding';
import { copiesTogether, picturesTogether, type QualityFix } from '../quality/finding';
import { acrossParts, fine, type LeakCheck, partOfRow } from './leak-check';

const drop: QualityFix = { key: 'dropCopies', columns: [] };

/** Rows that are alike in their features on both sides of the split: one person twice, or a form filled in twice. */
export const copies: LeakCheck = ({ study, data, parts }) => {
  const groups = alikeRows(data);
  const found = acrossParts(groups, partOfRow(parts, data.n));
  if (found.groups > 0) {
    const { rows, test } = found;
    const params = { rows, test, groups: found.groups };
    return [{ level: 'warn', key: 'copiesAcrossParts', params, fixes: [copiesTogether, drop] }];
  }
  if (study.split.duplicates === 'together' && groups.length > 0)
    return fine('copiesKept', { groups: groups.length });
  return fine('noCopies');
};

/** The same of pictures: exact copies and near ones were found when they were read. */
export const pictureCopies: LeakCheck = ({ data, parts, alikePictures, study }): Finding[] => {
  if (!alikePictures) return [];
  if (alikePictures.length === 0) return fine('noPictureCopies');
  const { groups, rows, test } = acrossParts(alikePictures, partOfRow(parts, data.n));
  if (groups > 0)
    return [
      {
        level: 'warn',
        key: 'picturesAcrossParts',
        params: { groups, rows, test },
        fixes: study.images?.alike === 'together' ? [] : [picturesTogether],
      },
    ];
  return fine('pictureCopiesKept', {
    groups: alikePictures.length,
    rows: alikePictures.reduce((sum, group) => sum + group.length, 0),
  });
};
