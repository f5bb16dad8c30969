import type { Column, Dataset } from './dataset';

/** The vocabulary of categorical columns: name -> levels in sorted order. */
export type Levels = Map<string, string[]>;

/** Numbers as numbers where all levels are, else by code unit; the same whatever the order of the rows. */
export function sortedLevels(levels: readonly string[]): string[] {
  const numeric = levels.every((text) => Number.isFinite(Number(text)));
  return [...levels].sort((a, b) => (numeric && Number(a) - Number(b)) || (a < b ? -1 : 1));
}

/** What occurs in the given rows, and nothing that occurs in others alone. */
export function levelsIn(data: Dataset, rows: ArrayLike<number>): Levels {
  const levels: Levels = new Map();
  for (const [name, column] of data.cols) {
    if (column.kind !== 'cat' && column.kind !== 'multi') continue;
    const seen = new Uint8Array(column.dict.length);
    for (let i = 0; i < rows.length; i++) {
      const [from, to] =
        column.kind === 'cat'
          ? [rows[i], rows[i] + 1]
          : [column.offsets[rows[i]], column.offsets[rows[i] + 1]];
      for (let k = from; k < to; k++) if (column.codes[k] >= 0) seen[column.codes[k]] = 1;
    }
    const used = column.dict.filter((_, code) => seen[code] === 1);
    levels.set(name, column.kind === 'cat' && column.ordered ? used : sortedLevels(used));
  }
  return levels;
}

/** The dataset with these dictionaries, for rows in which no other levels occur. */
export function withLevels(data: Dataset, levels: Levels): Dataset {
  const cols = new Map<string, Column>();
  for (const [name, column] of data.cols) {
    const dict = levels.get(name);
    if ((column.kind !== 'cat' && column.kind !== 'multi') || !dict) cols.set(name, column);
    else {
      const places = new Map(dict.map((level, code) => [level, code]));
      const place = column.dict.map((level) => places.get(level) ?? -1);
      cols.set(name, { ...column, codes: column.codes.map((code) => (code < 0 ? -1 : place[code])), dict });
    }
  }
  return { ...data, cols };
}
