import type { ColumnPlan, Study } from './schema';

/** Whether a column's own cells may stand nowhere outside the table: it identifies people, or nobody uses it. */
const isHidden = ({ role, type, identifier }: ColumnPlan): boolean =>
  role === 'ignore' || role === 'patient' || type === 'identifier' || identifier !== undefined;

/**
 * The document as it may be kept, journalled and taken home: texts of cells (levels in order, tokens for missing,
 * reconciled levels) of columns that identify people or are ignored are not in it. Nothing that is computed from
 * the study changes: such columns are in no feature.
 */
export function withoutCells(study: Study): Study {
  const hidden = new Set(study.columns.filter(isHidden).map((c) => c.name));
  if (hidden.size === 0) return study;
  return {
    ...study,
    columns: study.columns.map((column) => {
      if (!hidden.has(column.name)) return column;
      const { order: _order, missing: _missing, same: _same, ...rest } = column;
      return rest;
    }),
    sources: study.sources.map((source) => ({
      ...source,
      columns: source.columns.map((column) => {
        if (!hidden.has(column.to)) return column;
        const { levels: _levels, ...rest } = column;
        return rest;
      }),
    })),
  };
}
