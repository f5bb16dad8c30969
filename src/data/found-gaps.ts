import type { ReadColumn } from './dataset';
import { cellKey, missingTest } from './missing-cells';
import type { ColumnProfile } from './profile-types';

/**
 * The texts of a column that stand for missing, or would: tokens met while reading, and values that a person named,
 * with the number of cells of each and whether they count as missing now.
 */
export function foundGaps(
  { column, gaps }: ReadColumn,
  missing: readonly string[] | undefined,
): NonNullable<ColumnProfile['gaps']> {
  const isGap = missingTest(missing);
  const found: ReturnType<typeof foundGaps> = [];
  if (gaps) {
    const counts = new Uint32Array(gaps.tokens.length + 1);
    for (let i = 0; i < gaps.codes.length; i++) counts[gaps.codes[i]]++;
    gaps.tokens.forEach((text, i) => {
      found.push({ text, count: counts[i + 1], missing: isGap(text) });
    });
  }
  if (!missing) return found;
  const named = new Map(missing.map((text) => [cellKey(text), { text, count: 0 }]));
  const add = (text: string, count: number) => {
    const entry = named.get(cellKey(text));
    if (entry) entry.count += count;
  };
  if (column.kind === 'num') {
    const wanted = [...named.values()].filter(
      ({ text }) => !Number.isNaN(Number(text)) && text.trim() !== '',
    );
    for (const entry of wanted) {
      const value = Number(entry.text);
      for (let i = 0; i < column.v.length; i++) if (column.v[i] === value) entry.count++;
    }
  } else {
    const counts = new Uint32Array(column.dict.length);
    for (let i = 0; i < column.codes.length; i++) if (column.codes[i] >= 0) counts[column.codes[i]]++;
    column.dict.forEach((text, code) => {
      if (isGap(text)) add(text, counts[code]);
    });
  }
  for (const { text, count } of named.values()) if (count > 0) found.push({ text, count, missing: true });
  return found;
}
