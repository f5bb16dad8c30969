import { expect, it } from 'vitest';
import type { Column, Dataset } from '../data/dataset';
import { developmentOf } from '../evaluate/development';
import { momentsOf } from '../evaluate/table-one/moments';
import { smdOfLevels, smdOfMeans } from '../evaluate/table-one/smd';
import { rng } from '../study/random';
import { externalDrift } from './external-drift';
import type { NewRows } from './inputs';
import type { InputColumn } from './predictor';

const N = 200;
const random = rng('drift test');
const dataset = (shift: number, levels: number): Dataset => ({
  n: N,
  unit: Int32Array.from({ length: N }, (_, i) => i),
  cols: new Map<string, Column>([
    ['age', { kind: 'num', v: Float64Array.from({ length: N }, () => 60 + shift + 10 * random.normal()) }],
    [
      'ward',
      {
        kind: 'cat',
        codes: Int32Array.from({ length: N }, () => random.int(levels)),
        dict: ['a', 'b', 'c', 'd'].slice(0, levels),
      },
    ],
  ]),
});
const target = (share: number) => ({
  kind: 'binary' as const,
  classes: ['no', 'yes'],
  y: Float64Array.from({ length: N }, (_, i) => Number(i < share * N)),
});
const before = dataset(0, 3);
const here: NewRows = {
  ...dataset(5, 4),
  unread: new Map([['age', Uint32Array.of(0, 1, 2, 3)]]),
  missing: new Map(),
};
const inputs: InputColumn[] = [
  { name: 'age', type: 'continuous', range: { min: 40, max: 80, median: 60 } },
  { name: 'ward', type: 'nominal', levels: ['a', 'b', 'c'] },
];
const model = {
  inputs,
  development: developmentOf(before, target(0.25), 'sum'),
  task: { kind: 'binary' as const, target: 'died', classes: ['no', 'yes'] },
};
const numbers = (data: Dataset) => {
  const column = data.cols.get('age');
  return momentsOf(column?.kind === 'num' ? column.v.slice().sort() : new Float64Array());
};
const counts = (data: Dataset) => {
  const column = data.cols.get('ward');
  return [0, 1, 2, 3].map((k) => (column?.kind === 'cat' ? column.codes.filter((c) => c === k).length : 0));
};

it('from aggregates alone the differences are those of the rows themselves', () => {
  const [age, ward, died] = externalDrift(model, here, target(0.5), new Set());
  expect(age.difference).toBeCloseTo(smdOfMeans(numbers(before), numbers(here)) ?? Number.NaN, 10);
  expect(ward.difference).toBeCloseTo(smdOfLevels(counts(before), counts(here)) ?? Number.NaN, 10);
  // Shares .25 and .5: .25 / sqrt((.25 × .75 + .5 × .5) / 2).
  expect(died).toMatchObject({ column: 'died', difference: expect.closeTo(0.25 / Math.sqrt(0.21875), 10) });
});

it('rows outside the range, unknown levels and unreadable cells are counted', () => {
  const [age, ward] = externalDrift(model, here, target(0.5), new Set());
  const column = here.cols.get('age');
  const outside = column?.kind === 'num' ? column.v.filter((v) => v < 40 || v > 80).length : 0;
  expect(outside).toBeGreaterThan(0);
  expect(age).toMatchObject({ outside: outside / N, unknown: 4 / N, missing: 0, before: 0 });
  expect(ward.unknown).toBe(counts(here)[3] / N);
});

it('what the file has not is absent, and a model of earlier times can tell nothing', () => {
  const [age] = externalDrift(model, here, target(0.5), new Set(['age']));
  expect(age).toMatchObject({ absent: true, difference: null });
  const bare = externalDrift({ ...model, development: undefined }, here, target(0.5), new Set());
  expect(bare.map(({ difference, before: share }) => [difference, share])).toEqual([
    [null, null],
    [null, null],
    [null, 0],
  ]);
});
