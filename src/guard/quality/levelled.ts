import type { Column, MultiColumn } from '../../data/dataset';

/** Numbers of so few different values may be codes: each is a level of its own, else they are put into classes. */
const CODES = 50;
const CLASSES = 20;

/** A column's rows as places in a list of levels; `ordered`: from low to high. */
export interface Levelled {
  rows: Uint32Array;
  codes: Int32Array;
  count: number;
  ordered: boolean;
}

/** Null for cells that hold several things, and for running text. */
export function levelled(column: Column, dev: Uint32Array): Levelled | null {
  if (column.kind === 'cat') {
    const rows = dev.filter((row) => column.codes[row] >= 0);
    const codes = Int32Array.from(rows, (row) => column.codes[row]);
    return { rows, codes, count: column.dict.length, ordered: column.ordered === true };
  }
  if (column.kind !== 'num' && column.kind !== 'date') return null;
  const rows = dev.filter((row) => !Number.isNaN(column.v[row]));
  const values = new Set(Float64Array.from(rows, (row) => column.v[row]).sort());
  const place = new Map([...values].map((value, i) => [value, i]));
  const codes = Int32Array.from(rows, (row) => place.get(column.v[row]) ?? -1);
  return { rows, codes, count: values.size, ordered: true };
}

/** Where numbers have many values, about as many rows in each of some classes of them. */
export function grouped({ rows, codes, count, ordered }: Levelled): { codes: Int32Array; count: number } {
  if (!ordered || count <= CODES) return { codes, count };
  const held = new Uint32Array(count);
  for (const code of codes) held[code]++;
  let below = 0;
  const place = held.map((n) => {
    const at = Math.floor((CLASSES * below) / rows.length);
    below += n;
    return at;
  });
  return { codes: codes.map((code) => place[code]), count: CLASSES };
}

/** Cells that hold several things: each thing as a column of two levels, those that `fewest` rows hold and as many do not. */
export function itemsOf(
  { codes, offsets, dict }: MultiColumn,
  dev: Uint32Array,
  fewest: number,
): [string, Levelled][] {
  const held = new Map<number, number[]>();
  dev.forEach((row, i) => {
    for (let k = offsets[row]; k < offsets[row + 1]; k++) {
      const places = held.get(codes[k]);
      if (places) places.push(i);
      else held.set(codes[k], [i]);
    }
  });
  return [...held]
    .filter(([, places]) => Math.min(places.length, dev.length - places.length) >= fewest)
    .map(([item, places]) => {
      const has = new Int32Array(dev.length);
      for (const i of places) has[i] = 1;
      return [dict[item], { rows: dev, codes: has, count: 2, ordered: false }];
    });
}
