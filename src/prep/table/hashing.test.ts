import { expect, it } from 'vitest';
import { cat, fitAndApply, multi, table } from '../test-tables';
import { hashing } from './hashing';
import { murmurHash } from './murmur-hash';

const LEVELS = ['I21.0', 'E11.9', '250.83', 'V57', '급성 심근경색', '', 'a', 'ab', 'abc', 'abcd', 'abcde'];

// scikit-learn 1.9.1: sklearn.utils.murmurhash3_32(level, seed=0)
it('hashes as MurmurHash3 does', () => {
  expect(LEVELS.map(murmurHash)).toEqual([
    2018660688, -1838682022, 2011093324, 1101440838, -1668119269, 0, 1009084850, -1681926305, -1277324294,
    1139631978, -392455434,
  ]);
});

/** Rows as lists of [bucket, value] of what is not 0. */
const rowsOf = (out: Record<string, unknown>): [number, number][][] => {
  const columns = Object.values(out) as number[][];
  return columns[0].map((_, row) =>
    columns.flatMap((v, bucket): [number, number][] => (v[row] === 0 ? [] : [[bucket, v[row]]])),
  );
};

// scikit-learn 1.9.1: FeatureHasher(n_features=32, input_type="string"), one level a row
it('puts a level into the bucket, and under the sign, of its hash', () => {
  const codes = table({ icd: cat(LEVELS) }, LEVELS.length);
  const out = fitAndApply(hashing, { buckets: 32 }, table({ icd: cat([]) }, 0), codes);
  expect(Object.keys(out)).toEqual(Array.from({ length: 32 }, (_, i) => `icd#${i}`));
  expect(rowsOf(out)).toEqual([
    [[16, 1]],
    [[6, -1]],
    [[12, 1]],
    [[6, 1]],
    [[5, -1]],
    [[0, 1]],
    [[18, 1]],
    [[1, -1]],
    [[6, -1]],
    [[10, 1]],
    [[10, -1]],
  ]);
});

// scikit-learn 1.9.1: FeatureHasher(n_features=8, input_type="string"); E11.9 and V57 cancel out
it('adds up what a cell names, each once', () => {
  const cell = LEVELS.slice(0, 5);
  const rows = table({ icd: multi([cell, [], [...cell, 'V57']]) }, 3);
  const sum: [number, number][] = [
    [0, 1],
    [4, 1],
    [5, -1],
  ];
  expect(rowsOf(fitAndApply(hashing, { buckets: 8 }, rows, rows))).toEqual([sum, [], sum]);
});

it('is zero everywhere where the level is missing', () => {
  const rows = table({ icd: cat(['I10', null]) }, 2);
  expect(rowsOf(fitAndApply(hashing, { buckets: 8 }, rows, rows))[1]).toEqual([]);
});
