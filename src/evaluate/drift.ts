import type { CatColumn, Column, Dataset, Target } from '../data/dataset';
import { momentsOf } from './table-one/moments';
import { smdOfLevels, smdOfMeans } from './table-one/smd';

export interface DriftColumn {
  name: string;
  kind: 'num' | 'cat';
  /** The largest absolute standardized mean difference of two sites; null where none can be computed. */
  smd: number | null;
  /** Against all other sites together, a site each; null where it cannot be told. */
  smds: (number | null)[];
  /** Share of rows without a value, a site each. */
  missing: number[];
}

export interface Drift {
  sites: {
    site: string;
    rows: number;
    /** Binary: share of the positive class among rows of known outcome, and their number. */
    prevalence: { share: number | null; n: number } | null;
  }[];
  columns: DriftColumn[];
}

const isMissing = (column: Column, row: number): boolean => {
  if (column.kind === 'num' || column.kind === 'date') return Number.isNaN(column.v[row]);
  return column.kind === 'multi' ? column.offsets[row] === column.offsets[row + 1] : column.codes[row] < 0;
};

/** How two groups of rows differ in one column; lists, dates and texts are not compared. */
function difference(column: Column, one: number[], other: number[]): number | null {
  if (column.kind === 'num') {
    const [a, b] = [one, other].map((rows) =>
      momentsOf(
        Float64Array.from(rows, (row) => column.v[row])
          .filter((value) => !Number.isNaN(value))
          .sort(),
      ),
    );
    return smdOfMeans(a, b);
  }
  if (column.kind !== 'cat') return null;
  const counts = [one, other].map((rows) => {
    const found = new Array<number>(column.dict.length).fill(0);
    for (const row of rows) if (column.codes[row] >= 0) found[column.codes[row]]++;
    return found;
  });
  return smdOfLevels(counts[0], counts[1]);
}

/** More levels than this make a covariance that says little and takes long. */
const MOST_LEVELS = 50;

/**
 * How the sites differ, column by column: standardized mean differences (Austin 2009; for categories Yang & Dalton
 * 2012) and shares missing. `rows`: development rows, as the outcome is looked at. Sites without a row are left out.
 */
export function driftOf(data: Dataset, target: Target, site: CatColumn, rows: Uint32Array): Drift {
  const groups = site.dict.map((): number[] => []);
  for (const row of rows) if (site.codes[row] >= 0) groups[site.codes[row]].push(row);
  const used = groups
    .map((list, code) => ({ site: site.dict[code], rows: list }))
    .filter((g) => g.rows.length > 0);
  const sites = used.map(({ site: name, rows: list }) => {
    const known = list.filter((row) => !Number.isNaN(target.y[row]));
    const positive = known.filter((row) => target.y[row] === 1).length;
    const share = known.length > 0 ? positive / known.length : null;
    return {
      site: name,
      rows: list.length,
      prevalence: target.kind === 'binary' ? { share, n: known.length } : null,
    };
  });
  const columns = [...data.cols].map(([name, column]): DriftColumn => {
    const comparable = column.kind === 'num' || (column.kind === 'cat' && column.dict.length <= MOST_LEVELS);
    let most: number | null = null;
    if (comparable)
      for (let i = 0; i < used.length; i++)
        for (let j = i + 1; j < used.length; j++) {
          const smd = difference(column, used[i].rows, used[j].rows);
          if (smd !== null) most = Math.max(most ?? 0, Math.abs(smd));
        }
    return {
      name,
      kind: column.kind === 'num' ? 'num' : 'cat',
      smd: most,
      smds: used.map(({ rows: own }, i) => {
        const others = used.flatMap((group, j) => (j === i ? [] : group.rows));
        const smd = comparable ? difference(column, others, own) : null;
        return smd === null ? null : Math.abs(smd);
      }),
      missing: used.map(({ rows: own }) => own.filter((row) => isMissing(column, row)).length / own.length),
    };
  });
  return { sites, columns };
}
