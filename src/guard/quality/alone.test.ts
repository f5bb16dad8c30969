import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Column, MultiColumn, Target } from '../../data/dataset';
import { auroc } from '../../evaluate/auroc';
import { cat, num, ordinal } from '../../prep/test-tables';
import { rng } from '../../study/random';
import { alone, patientFolds } from './alone';

const N = 400;
const rows = Uint32Array.from({ length: N }, (_, row) => row);
const apart = patientFolds(Int32Array.from(rows), rows, rng('folds'));
const ask = (column: Column, target: Target, folds = apart) => alone(column, target, rows, folds);
const target = (kind: Target['kind'], y: number[]): Target => ({
  kind,
  classes: { binary: ['no', 'yes'], multiclass: ['a', 'b', 'c'], regression: [] }[kind],
  y: Float64Array.from(y),
});
const draw = (of: (random: ReturnType<typeof rng>, row: number) => number, seed = 'draw') => {
  const random = rng(seed);
  return Array.from(rows, (row) => of(random, row));
};
const two = draw((random) => +(random.next() < 0.3), 'two');
const three = draw((random) => random.int(3), 'three');
const pressure = draw((random) => 120 + 15 * random.normal(), 'pressure');
const binary = target('binary', two);
const multiclass = target('multiclass', three);
const regression = target('regression', pressure);
const noisy = (y: number[], sd: number, seed = 'noise') => {
  const random = rng(seed);
  return num(...y.map((value) => value + sd * random.normal()));
};

describe('a column that knows the answer', () => {
  it('of two classes, by its numbers, either way up', () => {
    const found = ask(noisy(two, 0.3), binary);
    expect(found).toMatchObject({ by: 'auroc', level: 1, rows: N });
    expect(found?.value).toBeCloseTo(auroc(two, noisy(two, 0.3).v), 12);
    expect(
      ask(
        noisy(
          two.map((y) => -y),
          0.3,
        ),
        binary,
      )?.value,
    ).toBeGreaterThan(0.95);
  });

  it('of several classes: one of them is enough, and it is named', () => {
    const treated = cat(three.map((y, i) => (y === 2 && i % 20 > 0 ? 'drug' : 'none')));
    expect(ask(treated, multiclass)).toMatchObject({ by: 'auroc', level: 2 });
    // A class in the middle has neither the highest nor the lowest numbers.
    const coded = num(...three.map((y) => [1, 7, 12][y]));
    expect(ask(coded, multiclass)?.value).toBe(1);
    const middle = ask(
      noisy(
        three.map((y) => (y === 1 ? 0 : y - 1)),
        0.1,
      ),
      target(
        'binary',
        three.map((y) => +(y === 1)),
      ),
    );
    expect(middle?.value).toBeGreaterThan(0.95);
  });

  it('of a number: its own order, its values bent, or groups of it', () => {
    expect(ask(noisy(pressure, 1), regression)).toMatchObject({ by: 'spearman', rows: N });
    expect(ask(num(...pressure.map((y) => -Math.exp(y / 10))), regression)?.value).toBeCloseTo(-1, 12);
    const groups = cat(pressure.map((y) => `${Math.floor(y / 5)}`));
    expect(ask(groups, regression)).toMatchObject({ by: 'r2' });
    // Up and down again: ranks say nothing, groups do.
    const bent = ask(
      num(...pressure),
      target(
        'regression',
        pressure.map((y) => Math.abs(y - 120)),
      ),
    );
    expect(bent?.by).toBe('r2');
  });

  it('in levels that are in order, and in lists of which one thing tells', () => {
    expect(
      ask(
        ordinal(
          two.map((y) => (y === 1 ? 'high' : 'low')),
          ['low', 'high'],
        ),
        binary,
      )?.value,
    ).toBe(1);
    const held: number[] = [];
    const offsets = new Uint32Array(N + 1);
    two.forEach((y, row) => {
      if (y === 1) held.push(0);
      if (row % 3 === 0) held.push(1);
      offsets[row + 1] = held.length;
    });
    const list: MultiColumn = {
      kind: 'multi',
      codes: Int32Array.from(held),
      offsets,
      dict: ['morphine', 'aspirin'],
    };
    expect(ask(list, binary)).toMatchObject({ by: 'auroc', item: 'morphine', value: 1 });
  });

  it('is judged where it has a value', () => {
    const half = num(...two.map((y, i) => (i % 2 === 0 ? null : y)));
    expect(ask(half, binary)).toMatchObject({ rows: N / 2, value: 1 });
  });
});

describe('nobody is accused', () => {
  it('for a column of many levels that names its rows, whatever the outcome', () => {
    const names = cat(Array.from(rows, (row) => `room ${row}`));
    const pairs = cat(Array.from(rows, (row) => `room ${row >> 1}`));
    for (const of of [binary, multiclass, regression])
      for (const column of [names, pairs]) expect(ask(column, of)).toBeNull();
  });

  it('for a column that names patients who come with one outcome each', () => {
    const unit = Int32Array.from(rows, (row) => row >> 2);
    const byPatient = target(
      'binary',
      Array.from(unit, (patient) => two[patient]),
    );
    const room = cat(Array.from(unit, (patient) => `room ${patient}`));
    // Rows of one patient on both sides would tell; those of other patients do not.
    expect(ask(room, byPatient)?.value).toBeGreaterThan(0.95);
    expect(ask(room, byPatient, patientFolds(unit, rows, rng('whole')))).toBeNull();
  });

  it('for an honest strong column', () => {
    // AUROC Φ(1.2) = .885; correlation .8, as of waist and weight.
    expect(
      ask(
        noisy(
          two.map((y) => y * 1.7),
          1,
        ),
        binary,
      ),
    ).toBeNull();
    expect(ask(noisy(three, 0.8), multiclass)).toBeNull();
    expect(ask(noisy(pressure, 15 * 0.75), regression)).toBeNull();
  });

  it('for a class of four rows', () => {
    const few = two.map((_, i) => +(i < 4));
    expect(ask(num(...few), target('binary', few))).toBeNull();
    const five = two.map((_, i) => +(i < 5));
    expect(ask(num(...five), target('binary', five))?.value).toBe(1);
  });
});

it('the bound of numbers is that of two classes: normal columns of ρ = .918 tell upper from lower halves at .95', () => {
  const n = 40_000;
  const random = rng('sheppard');
  const rho = 0.9184;
  const x = Float64Array.from({ length: n }, () => random.normal());
  const y = x.map((value) => rho * value + Math.sqrt(1 - rho * rho) * random.normal());
  expect(
    auroc(
      y.map((value) => +(value > 0)),
      x,
    ),
  ).toBeCloseTo(0.95, 2);
});

it('a column of chance is never asked about, whatever its kind and the outcome', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom(binary, multiclass, regression),
      fc.integer({ min: 1, max: 200 }),
      (seed, of, levels) => {
        const random = rng('chance', seed);
        const values = Array.from(rows, () => random.int(levels));
        expect(ask(num(...values), of)).toBeNull();
        expect(ask(cat(values.map(String)), of)).toBeNull();
      },
    ),
    { seed: 5, numRuns: 60 },
  );
});
