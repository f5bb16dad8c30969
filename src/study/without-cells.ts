import type { ColumnPlan, Study } from './schema';
import { identifies, splitColumn } from './split-column';

/**
 * The document as it may be kept, journalled and taken home: texts of cells (levels in order, tokens for missing,
 * reconciled levels, values that mark the test part) of columns that identify people or are ignored are not in it.
 * Nothing that is computed from the study changes: such columns are in no feature, and an ignored one by which the
 * test part is chosen keeps how it is read.
 */
export function withoutCells(study: Study): Study {
  const chosenBy = splitColumn(study.split);
  const isHidden = (column: ColumnPlan) =>
    identifies(column) || (column.role === 'ignore' && column.name !== chosenBy);
  const hidden = new Set(study.columns.filter(isHidden).map((c) => c.name));
  if (hidden.size === 0) return study;
  const { test } = study.split;
  return {
    ...study,
    ...(test.kind === 'column' &&
      hidden.has(test.column) && { split: { ...study.split, test: { ...test, values: [] } } }),
    columns: study.columns.map((column) => {
      if (!hidden.has(column.name)) return column;
      const { order: _order, missing: _missing, same: _same, ...rest } = column;
      return rest;
    }),
    sources: study.sources.map((source) => ({
      ...source,
      columns: source.columns.map((column) => {
        if (!hidden.has(column.to)) return column;
        const { levels: _levels, few: _few, ...rest } = column;
        return rest;
      }),
    })),
  };
}
