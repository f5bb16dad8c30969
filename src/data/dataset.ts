/**
 * Typed columns. Missing is NaN in `num` and `date`, -1 in `cat` and `text`, an empty span in `multi` (nothing
 * named). `multi`: the codes of row i are `codes[offsets[i] .. offsets[i + 1])`. `date` counts days since
 * 1970-01-01 (UTC). `ordered`: the dictionary stands from low to high.
 */
export type NumColumn = { kind: 'num'; v: Float64Array };
export type CatColumn = { kind: 'cat'; codes: Int32Array; dict: string[]; ordered?: true };
export type MultiColumn = { kind: 'multi'; codes: Int32Array; offsets: Uint32Array; dict: string[] };
export type DateColumn = { kind: 'date'; v: Float64Array };
export type TextColumn = { kind: 'text'; codes: Int32Array; dict: string[] };
export type Column = NumColumn | CatColumn | MultiColumn | DateColumn | TextColumn;

/**
 * Cells that held a token for missing (`?`, `NA`), so that a person can say that one of them is a value after all.
 * `codes[row]`: 0 where there was none, else 1 + the token's place in `tokens`.
 */
export interface Gaps {
  tokens: string[];
  codes: Uint8Array;
}

/** A column of a table as read: `cat` holds the cells' own texts. Blank cells are in no `gaps`. */
export interface ReadColumn {
  name: string;
  column: NumColumn | CatColumn;
  gaps?: Gaps;
  /** Some of its numbers were written with a decimal comma. */
  decimalComma?: true;
}

/** A table as read: one column a header cell, in the file's order. */
export interface Table {
  n: number;
  columns: ReadColumn[];
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
    case 'num':
    case 'date': {
      const v = new Float64Array(rows.length);
      for (let i = 0; i < rows.length; i++) v[i] = column.v[rows[i]];
      return { ...column, v };
    }
    case 'cat':
    case 'text': {
      const codes = new Int32Array(rows.length);
      for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]];
      return { ...column, codes };
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
