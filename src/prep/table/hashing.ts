import type { CatColumn, Column, Dataset, MultiColumn } from '../../data/dataset';
import { BenchsideError } from '../../study/errors';
import { freshName, replaceColumns } from '../columns';
import type { Step } from '../step';
import { murmurHash } from './murmur-hash';

export interface HashingState {
  /** Column and the names of its buckets' columns. */
  columns: [string, string[]][];
}

type Hashed = CatColumn | MultiColumn;
const isHashed = (column: Column | undefined): column is Hashed =>
  column?.kind === 'cat' || column?.kind === 'multi';

const hashedColumns = (data: Dataset): string[] =>
  [...data.cols].filter(([, column]) => isHashed(column)).map(([name]) => name);

/** Bucket and sign of a level, as scikit-learn's FeatureHasher(input_type='string') chooses them. */
function bucketOf(level: string, buckets: number): { place: number; sign: number } {
  const hash = murmurHash(level);
  // The smallest 32-bit integer has no absolute value in 32 bits: scikit-learn goes round it in this way.
  const place = hash === -2147483648 ? (2147483647 - (buckets - 1)) % buckets : Math.abs(hash) % buckets;
  return { place, sign: hash >= 0 ? 1 : -1 };
}

/**
 * Feature hashing (Weinberger et al., ICML 2009): every level, also one never seen, falls by its hash into one of a
 * fixed number of columns `column#bucket` with a sign, so that the collisions of many levels cancel out on
 * average. Nothing is learned. Missing is zero everywhere.
 */
export const hashing: Step<HashingState> = {
  name: 'hashing',
  kind: 'expand',
  params: [{ key: 'buckets', kind: 'choice', choices: [8, 16, 32, 64, 128, 256], default: 32 }],
  previewRows: 10_000,
  concerns: hashedColumns,
  fit(data, _target, params) {
    const taken = new Set(data.cols.keys());
    return {
      columns: hashedColumns(data).map((name) => [
        name,
        Array.from({ length: Number(params.buckets) }, (_, i) => freshName(`${name}#${i}`, taken)),
      ]),
    };
  },
  apply(data, _params, state) {
    return replaceColumns(
      data,
      new Map(
        state.columns.map(([name, names]) => {
          const column = data.cols.get(name);
          if (!isHashed(column)) throw new BenchsideError('use.missingColumn', { name });
          const hashed = names.map(() => new Float64Array(data.n));
          const bucket = column.dict.map((level) => bucketOf(level, names.length));
          eachLevel(column, (row, code) => {
            const { place, sign } = bucket[code];
            hashed[place][row] += sign;
          });
          return [name, names.map((each, i) => [each, { kind: 'num', v: hashed[i] }])];
        }),
      ),
    );
  },
};

/** Calls back for each level that a cell names, once however often it names it. */
function eachLevel(column: Hashed, visit: (row: number, code: number) => void): void {
  const { codes } = column;
  if (column.kind === 'cat') {
    for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) visit(row, codes[row]);
    return;
  }
  const lastRow = new Int32Array(column.dict.length).fill(-1);
  for (let row = 0; row + 1 < column.offsets.length; row++)
    for (let i = column.offsets[row]; i < column.offsets[row + 1]; i++) {
      if (lastRow[codes[i]] !== row) visit(row, codes[i]);
      lastRow[codes[i]] = row;
    }
}
