import type { ColumnPreview, Distribution } from '../../engine/protocol';

type Named = ColumnPreview['after'][number];

/** What a column became, in the way it is drawn: distributions, and 0/1 columns together as bars of their ones. */
export interface AfterFigures {
  distributions: Named[];
  /** Each 0/1 column that was made, with the number of rows that hold a 1. */
  ones: { label: string; name: string; count: number }[];
}

/** Rows that hold a 1 where a column holds nothing but 0 and 1; null for any other column. */
export function onesOf(distribution: Distribution): number | null {
  if (distribution.kind !== 'num' || distribution.missing > 0) return null;
  const { min, max, histogram } = distribution;
  const isBit = (value: number) => value === 0 || value === 1;
  if (!isBit(min) || !isBit(max) || histogram.slice(1, -1).some((count) => count > 0)) return null;
  // Where all values are equal, all of them lie in the first bin.
  return min === max ? max * histogram[0] : (histogram.at(-1) ?? 0);
}

/** `sex=F` as `F`, `chol:missing` as `missing`: what the figure's heading says already is left out. */
const shortName = (name: string, source: string): string =>
  name.startsWith(source) && name.length > source.length + 1 ? name.slice(source.length + 1) : name;

/** A column that was there before keeps a distribution of its own; new 0/1 columns share one figure. */
export function afterFigures({ name, after }: ColumnPreview): AfterFigures {
  const figures: AfterFigures = { distributions: [], ones: [] };
  for (const column of after) {
    const ones = column.name === name ? null : onesOf(column);
    if (ones === null) figures.distributions.push(column);
    else figures.ones.push({ label: shortName(column.name, name), name: column.name, count: ones });
  }
  return figures;
}
