import { describe, expect, it } from 'vitest';
import { binsOf } from './bins';
import { type Cut, type CutRules, CutSearch } from './cut';
import { searchLevels } from './level-cuts';
import { cutsOf, valuesOf } from './number-bins';
import { searchNumbers } from './number-cuts';
import { ReferenceKernel } from './reference-kernel';

const RULES: CutRules = {
  outputs: 1,
  lambda: 1,
  levelPenalty: 0,
  minGain: 0,
  minLeafRows: 1,
  minLeafWeight: 0,
};

/** The best cut of one column whose rows have these gradients and curvatures of 1. */
function bestCut(
  x: number[],
  g: number[],
  its: Partial<CutRules> = {},
  categorical: number[] = [],
): Cut | null {
  const n = x.length;
  const binned = binsOf(Float32Array.from(x), n, 1, 255, categorical);
  const kernel = new ReferenceKernel(binned, 1);
  kernel.begin(
    { g: Float64Array.from(g), h: new Float64Array(n).fill(1) },
    Uint32Array.from({ length: n }, (_, i) => i),
  );
  const search = new CutSearch({ ...RULES, ...its }, kernel.found, null);
  search.start({ ...kernel.sums(0, n), low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
  const entries = kernel.entriesOf(0, 0, n);
  const { count } = binned.inputs[0];
  if (categorical.length > 0) searchLevels(search, 0, entries, count);
  else searchNumbers(search, 0, entries, count);
  return search.best;
}

describe('bins', () => {
  const cutsFor = (values: number[], most: number) => [...cutsOf(valuesOf(Float32Array.from(values)), most)];

  it('cut halfway between values where each has a bin', () => {
    expect(cutsFor([3, 1, 1, 2, Number.NaN], 255)).toEqual([1.5, 2.5]);
  });

  it('hold as many rows each, and a frequent value alone', () => {
    expect(cutsFor([1, 2, 3, 4, 5, 6, 7, 8], 4)).toEqual([2.5, 4.5, 6.5]);
    expect(cutsFor([1, 2, 3, 3, 3, 3, 3, 3, 4, 5], 3)).toEqual([2.5, 3.5]);
  });

  it('never cut at the upper of two neighbours in float32', () => {
    const low = 16777214;
    expect(cutsFor([low, low + 1], 255)).toEqual([low]);
    const tiny = new Float32Array(Int32Array.of(0x3f800001, 0x3f800002).buffer);
    expect(cutsFor([...tiny], 255)[0]).toBeLessThan(tiny[1]);
  });

  it('are the same for -0 and 0, of few values and of many', () => {
    expect(cutsFor([-0, 0, 1], 255)).toEqual([0.5]);
    const many = Array.from({ length: 5000 }, (_, i) => i);
    expect(cutsFor([...many, -0], 10)).toHaveLength(9);
  });

  it('go to the 254 most frequent levels; all others are as missing', () => {
    const codes = Array.from({ length: 300 }, (_, i) => i);
    const { inputs, bins } = binsOf(Float32Array.from([...codes, ...codes.slice(40)]), 560, 1, 255, [0]);
    expect(inputs[0]).toMatchObject({ kind: 'levels', count: 254, words: 19 });
    expect([bins[0], bins[293], bins[299]]).toEqual([254, 253, 254]);
  });
});

describe('numbers', () => {
  it('gain what the two parts are worth over the whole', () => {
    // Left: G -6, H 2; right: G 3, H 2; whole: G -3, H 4. Gain: 36 / 3 + 9 / 3 - 9 / 5.
    const cut = bestCut([1, 2, 3, 4], [-3, -3, 1, 2]);
    expect(cut).toMatchObject({ bin: 1, sums: { h: 2, rows: 2 } });
    expect(cut?.sums.g[0]).toBe(-6);
    expect(cut?.gain).toBeCloseTo(12 + 3 - 1.8, 12);
  });

  it('are not cut for less than the gain asked for, nor into leaves too small', () => {
    expect(bestCut([1, 2, 3, 4], [-3, -3, 1, 2], { minGain: 13.3 })).toBeNull();
    expect(bestCut([1, 2, 3, 4], [-9, 1, 1, 1], { minLeafRows: 2 })?.bin).toBe(1);
    expect(bestCut([1, 2, 3, 4], [-9, 1, 1, 1], { minLeafWeight: 2.5 })).toBeNull();
    expect(bestCut([1, 2, 3, 4], [2, 2, 2, 2], { lambda: 0 })).toBeNull();
  });

  it('send what is missing where it gains more', () => {
    expect(bestCut([1, 2, Number.NaN], [-2, 2, -2])?.missingLeft).toBe(true);
    expect(bestCut([1, 2, Number.NaN], [-2, 2, 2])?.missingLeft).toBe(false);
    // Nothing missing here: with most of the rows.
    expect(bestCut([1, 2, 3], [-1, -1, 2])?.missingLeft).toBe(true);
    expect(bestCut([1, 2, 3], [-2, 1, 1])?.missingLeft).toBe(false);
  });

  it('are cut from what is missing where that alone gains', () => {
    const cut = bestCut([1, 2, Number.NaN, Number.NaN], [-1, -1, 1, 1]);
    expect(cut).toMatchObject({ bin: 1, missingLeft: false, sums: { rows: 2 } });
  });

  it('are cut in the midst of bins that are empty here', () => {
    const binned = binsOf(Float32Array.of(1, 2, 3, 4, 5, 6), 6, 1, 255, []);
    const kernel = new ReferenceKernel(binned, 1);
    kernel.begin(
      { g: Float64Array.of(-1, 0, 0, 0, 0, 1), h: new Float64Array(6).fill(1) },
      Uint32Array.of(0, 5),
    );
    const search = new CutSearch(RULES, kernel.found, null);
    search.start({ ...kernel.sums(0, 2), low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY });
    searchNumbers(search, 0, kernel.entriesOf(0, 0, 2), 6);
    expect(search.best?.bin).toBe(2);
  });

  it('are not cut against the direction that is asked of them', () => {
    const falls = [-3, -3, 1, 2];
    expect(bestCut([1, 2, 3, 4], falls, { monotone: [1] })).toBeNull();
    expect(bestCut([1, 2, 3, 4], falls, { monotone: [-1] })?.bin).toBe(1);
  });
});

describe('levels', () => {
  const left = (cut: Cut | null) => [...(cut?.left ?? [])].flatMap((goes, bin) => (goes ? [bin] : []));

  it('few: one against the rest', () => {
    const cut = bestCut([0, 1, 2], [1, -4, 1], {}, [0]);
    expect(left(cut)).toEqual([1]);
    expect(cut?.gain).toBeCloseTo(16 / 2 + 4 / 3 - 4 / 4, 12);
  });

  it('many: those of the lowest gradients against the others, with a penalty of their own', () => {
    // Levels 1, 3 and 5 fall: G -9, H 3; 0, 2 and 4 rise: G 6, H 3; whole: G -3, H 6.
    const cut = bestCut([0, 1, 2, 3, 4, 5], [2, -3, 2, -3, 2, -3], { levelPenalty: 2 }, [0]);
    expect(left(cut)).toEqual([1, 3, 5]);
    expect(cut?.gain).toBeCloseTo(81 / 6 + 36 / 6 - 9 / 7, 12);
    expect(cut?.penalty).toBe(3);
  });

  it('what is missing is one more', () => {
    const cut = bestCut([0, 1, 2, 3, 4, Number.NaN], [2, 2, 2, 2, -3, -3], {}, [0]);
    expect(left(cut)).toEqual([4, 5]);
    expect(cut?.missingLeft).toBe(true);
  });
});
