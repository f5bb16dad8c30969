/**
 * Typed columns. Missing is NaN in `num`, -1 in `cat`, an empty span in `multi` (nothing named).
 * `multi`: the codes of row i are `codes[offsets[i] .. offsets[i + 1])`.
 */
export type NumColumn = { kind: 'num'; v: Float64Array };
export type CatColumn = { kind: 'cat'; codes: Int32Array; dict: string[] };
export type MultiColumn = { kind: 'multi'; codes: Int32Array; offsets: Uint32Array; dict: string[] };
export type Column = NumColumn | CatColumn | MultiColumn;

/** A table as read: one column a header cell, in the file's order. `cat` holds the cells' own texts. */
export interface Table {
  n: number;
  columns: { name: string; column: NumColumn | CatColumn }[];
}

/** What the rooms below work on. A Map, so that no column name can touch a prototype. */
export interface Dataset {
  n: number;
  cols: Map<string, Column>;
  /** Patient of each row as 0, 1, 2 … in order of appearance; the row's own number where no patient column is set. */
  unit: Int32Array;
}

/** What is predicted. `y`: class index, or the value; NaN where missing (such rows are left out of every part). */
export interface Target {
  kind: 'binary' | 'multiclass' | 'regression';
  classes: string[];
  y: Float64Array;
}

export function takeColumn(column: Column, rows: ArrayLike<number>): Column {
  switch (column.kind) {
    case 'num': {
      const v = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) v[i] = column.v[rows[i]];
      return { kind: 'num', v };
    }
    case 'cat': {
      const codes = new Int32Array(rows.length);
      for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]];
      return { kind: 'cat', codes, dict: column.dict };
    }
    case 'multi': {
      const offsets = new Uint32Array(rows.length + 1);
      for (let i = 0; i < rows.length; i++)
        offsets[i + 1] = offsets[i] + column.offsets[rows[i] + 1] - column.offsets[rows[i]];
      const codes = new Int32Array(offsets[rows.length]);
      for (let i = 0; i < rows.length; i++)
        codes.set(column.codes.subarray(column.offsets[rows[i]], column.offsets[rows[i] + 1]), offsets[i]);
      return { kind: 'multi', codes, offsets, dict: column.dict };
    }
  }
}

/** The given rows, in the given order, as a dataset of their own. */
export function takeRows(data: Dataset, rows: ArrayLike<number>): Dataset {
  const unit = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) unit[i] = data.unit[rows[i]];
  return {
    n: rows.length,
    cols: new Map([...data.cols].map(([name, column]) => [name, takeColumn(column, rows)])),
    unit,
  };
}
