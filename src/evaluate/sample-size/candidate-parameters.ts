import type { Column, Dataset } from '../../data/dataset';

/** A number or a date is one; a category one less than its levels; of several named at once each is one. */
function parametersOf(column: Column): number {
  switch (column.kind) {
    case 'num':
    case 'date':
      return 1;
    case 'cat':
      return Math.max(1, column.dict.length - 1);
    case 'multi':
      return Math.max(1, column.dict.length);
    case 'text':
      return 0;
  }
}

/**
 * Parameters that a regression without any selection would estimate, the intercept apart: what Riley's criteria ask
 * for. `data`: the features, with the levels of the development rows.
 */
export const candidateParameters = ({ cols }: Dataset): number =>
  [...cols.values()].reduce((sum, column) => sum + parametersOf(column), 0);
