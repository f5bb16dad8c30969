import { isMissing, parseNumber } from './cells';
import type { CatColumn, NumColumn, ReadColumn } from './dataset';

/** `?` and ` ?`, `NA` and `na`, -9 and -9.0 are each one text for missing. */
export function cellKey(text: string): string {
  const plain = text.trim();
  const value = parseNumber(plain, false);
  return Number.isNaN(value) ? `~${plain.toLowerCase()}` : `#${value}`;
}

/** Whether a text stands for missing: blank, or one of `missing` (the usual texts where it is not given). */
export function missingTest(missing: readonly string[] | undefined): (text: string) => boolean {
  if (!missing) return isMissing;
  const keys = new Set(missing.map(cellKey));
  return (text) => text.trim() === '' || keys.has(cellKey(text));
}

function numbersAsTexts({ v }: NumColumn): CatColumn {
  const known = new Map<number, number>();
  const codes = Int32Array.from(v, (value) => {
    if (Number.isNaN(value)) return -1;
    const code = known.get(value) ?? known.size;
    known.set(value, code);
    return code;
  });
  return { kind: 'cat', codes, dict: Array.from(known.keys(), String) };
}

function emptyNumbers({ v }: NumColumn, isGap: (text: string) => boolean): NumColumn {
  const decided = new Map<number, boolean>();
  const empty = (value: number): boolean => {
    let is = decided.get(value);
    if (is === undefined) {
      is = isGap(String(value));
      decided.set(value, is);
    }
    return is;
  };
  return { kind: 'num', v: v.map((value) => (!Number.isNaN(value) && empty(value) ? Number.NaN : value)) };
}

/**
 * A column under a person's list of texts for missing: cells that hold one of them are missing, cells that the
 * reading took for missing and that the list does not name are values again. Without a list the column as read.
 */
export function decideMissing(
  { column, gaps }: Pick<ReadColumn, 'column' | 'gaps'>,
  missing: readonly string[] | undefined,
): NumColumn | CatColumn {
  if (!missing) return column;
  const isGap = missingTest(missing);
  const back = (gaps?.tokens ?? []).map((token) => !isGap(token));
  if (column.kind === 'num' && !back.includes(true)) return emptyNumbers(column, isGap);
  const texts = column.kind === 'num' ? numbersAsTexts(column) : column;
  const dict: string[] = [];
  const places = new Map<string, number>();
  const placeOf = (text: string): number => {
    const place = places.get(text) ?? dict.length;
    if (place === dict.length) places.set(text, dict.push(text) - 1);
    return place;
  };
  const place = texts.dict.map((text) => (isGap(text) ? -1 : placeOf(text)));
  const ofToken = (gaps?.tokens ?? []).map((token, i) => (back[i] ? placeOf(token) : -1));
  const codes = Int32Array.from(texts.codes, (code, row) => {
    const token = gaps ? gaps.codes[row] : 0;
    if (token > 0) return ofToken[token - 1];
    return code < 0 ? -1 : place[code];
  });
  return { kind: 'cat', codes, dict };
}
