import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mcnemar } from './mcnemar';

/** Decisions with these counts: both right, the first alone, the second alone, neither; a row a person. */
function decisions(both: number, first: number, second: number, neither: number) {
  const pairs = [
    ...new Array(both).fill([true, true]),
    ...new Array(first).fill([true, false]),
    ...new Array(second).fill([false, true]),
    ...new Array(neither).fill([false, false]),
  ];
  return mcnemar(
    pairs.map(([a]) => a),
    pairs.map(([, b]) => b),
    pairs.map((_, i) => i),
  );
}

describe('published tables', () => {
  it('Bentur et al. 2009, airway hyper-responsiveness, exact: .070 (Fagerland, Lydersen & Laake 2013)', () => {
    const found = decisions(1, 1, 7, 12);
    expect(found).toMatchObject({ onlyFirst: 1, onlySecond: 7 });
    // 2 * (1 + 8) / 2^8.
    expect(found.p).toBeCloseTo(18 / 256, 12);
    expect(found.p).toBeCloseTo(0.07, 3);
  });

  it('approval of a prime minister: z² = (86 - 150)² / (86 + 150) = 17.36 (Agresti, Categorical Data Analysis, 10.1)', () => {
    // P(chi-square with 1 df >= 17.3559) = 2 * P(Z >= 4.16604).
    expect(decisions(794, 150, 86, 570).p).toBeCloseTo(3.099e-5, 7);
  });
});

const table = fc.tuple(fc.nat(20), fc.nat(30), fc.nat(30), fc.nat(20));

it('swapped, it is the same test', () => {
  fc.assert(
    fc.property(table, ([both, first, second, neither]) => {
      const [there, back] = [
        decisions(both, first, second, neither),
        decisions(both, second, first, neither),
      ];
      expect(back).toEqual({ onlyFirst: there.onlySecond, onlySecond: there.onlyFirst, p: back.p });
      expect(back.p).toBeCloseTo(there.p, 12);
    }),
  );
});

it('two that decide alike are not told apart, and a row that is there twice says no more than once', () => {
  expect(decisions(10, 0, 0, 5).p).toBe(1);
  const [a, b] = [
    [true, true, true, false],
    [false, false, false, true],
  ];
  const once = mcnemar(a, b, [0, 1, 2, 3]);
  const twice = mcnemar([...a, ...a], [...b, ...b], [0, 1, 2, 3, 0, 1, 2, 3]);
  expect(twice.p).toBeCloseTo(once.p, 12);
  expect(twice.onlyFirst).toBe(6);
});
