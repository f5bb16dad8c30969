import type { Column, Dataset } from '../data/dataset';
import { BenchsideError } from '../study/errors';
import type { ColumnPlan } from '../study/schema';
import type { Finding } from './finding';
import { stop } from './outcome';
import { ignoring, isKnown } from './quality/finding';

const isEmpty = (column: Column): boolean => {
  switch (column.kind) {
    case 'num':
    case 'date':
      return column.v.every((value) => Number.isNaN(value));
    case 'cat':
    case 'text':
      return column.codes.every((code) => code < 0);
    case 'multi':
      return column.codes.length === 0;
  }
};

/** Whether there is something to learn from, and what among it had better be left out. `data` holds the features. */
export function checkFeatures(columns: readonly ColumnPlan[], data: Dataset): Finding[] {
  if (data.cols.size === 0) return [stop(new BenchsideError('features.none'))];
  const empty = [...data.cols].filter(([, column]) => isEmpty(column)).map(([name]) => name);
  if (empty.length === data.cols.size)
    return [stop(new BenchsideError('features.allMissing', { name: empty[0] }))];
  const features = columns.filter((c) => c.role === 'feature');
  // Of a birth date an age can be made: no step lets the date itself out.
  const identifiers = features.filter(
    (c) => c.type === 'identifier' || (c.identifier !== undefined && c.type !== 'date'),
  );
  const unknown = features.filter((c) => c.known === 'no');
  return [
    ...identifiers.map(({ name }) => ({
      ...stop(new BenchsideError('features.identifier', { name })),
      fixes: [ignoring(name)],
    })),
    ...empty.map(
      (name): Finding => ({ level: 'warn', key: 'emptyFeature', params: { name }, fixes: [ignoring(name)] }),
    ),
    ...unknown.map(
      ({ name }): Finding => ({
        level: 'warn',
        key: 'notKnownFeature',
        params: { name },
        fixes: [ignoring(name), isKnown(name)],
      }),
    ),
  ];
}
