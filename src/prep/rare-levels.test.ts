import { describe, expect, it } from 'vitest';
import type { CatColumn, Column, Dataset, MultiColumn } from '../data/dataset';
import { rng } from '../study/random';
import { steps } from './index';
import { fitPipeline } from './pipeline';
import { rareLevels } from './rare-levels';

/** Level -> the patient of each row that has it. */
function rows(levels: Record<string, number[]>): { cat: CatColumn; multi: MultiColumn; unit: Int32Array } {
  const dict = Object.keys(levels);
  const cells = Object.values(levels).flatMap((patients, code) =>
    patients.map((patient) => ({ code, patient })),
  );
  const codes = Int32Array.from(cells, ({ code }) => code);
  return {
    cat: { kind: 'cat', codes, dict },
    multi: {
      kind: 'multi',
      codes,
      offsets: Uint32Array.from({ length: cells.length + 1 }, (_, i) => i),
      dict,
    },
    unit: Int32Array.from(cells, ({ patient }) => patient),
  };
}

const { cat, multi, unit } = rows({
  five: [0, 1, 2, 3, 4],
  'five rows of four': [5, 6, 7, 8, 8],
  one: [9],
  'rare 1': [0, 1, 2, 3, 4, 5],
});
const data: Dataset = {
  n: unit.length,
  unit,
  cols: new Map<string, Column>([
    ['ward', cat],
    ['history', multi],
    ['age', { kind: 'num', v: Float64Array.from(unit) }],
  ]),
};

describe('rare levels', () => {
  it('are those of fewer than five different patients, under words that are no levels', () => {
    const words = new Map([
      ['five rows of four', 'rare 2'],
      ['one', 'rare 3'],
    ]);
    expect(rareLevels(data)).toEqual(
      new Map([
        ['ward', words],
        ['history', words],
      ]),
    );
  });

  it('are not looked for where a person has named the levels', () => {
    expect([...rareLevels(data, new Set(['ward'])).keys()]).toEqual(['history']);
  });
});

describe.each(steps.filter(({ forget }) => forget).map((step) => [step.name, step] as const))(
  '%s',
  (name, step) => {
    const given: Dataset =
      name === 'ordinal'
        ? { ...data, cols: new Map([['ward', { ...cat, ordered: true as const }]]) }
        : {
            ...data,
            cols: new Map(
              [...data.cols].filter(([of]) => of !== (name === 'multi-hot' ? 'ward' : 'history')),
            ),
          };
    const target = {
      kind: 'binary' as const,
      classes: ['no', 'yes'],
      y: Float64Array.from(unit, (u) => u % 2),
    };
    const [fitted] = fitPipeline([{ id: name, step: name, params: {} }], given, target, {
      rng: rng('rare levels'),
    }).fitted;

    it('forgets them: no text of theirs is left, and as many columns come out', () => {
      const forgotten = step.forget?.(fitted.state, rareLevels(given));
      const texts = JSON.stringify(forgotten?.state);
      expect(texts).not.toMatch(/four|one\b/);
      const before = [...step.apply(given, fitted.params, fitted.state).cols.keys()];
      const after = [...step.apply(given, fitted.params, forgotten?.state).cols.keys()];
      const renamed = new Map(forgotten?.renamed);
      expect(after).toEqual(before.map((of) => renamed.get(of) ?? of));
      expect(new Set(after).size).toBe(after.length);
    });

    it('does the same as before to all other levels', () => {
      const forgotten = step.forget?.(fitted.state, rareLevels(given));
      const [before, after] = [fitted.state, forgotten?.state].map((state) =>
        [...step.apply(given, fitted.params, state).cols.values()].map((column) =>
          column.kind === 'num' ? Array.from(column.v) : [],
        ),
      );
      const common = Array.from(unit.keys()).filter((row) =>
        ['five', 'rare 1'].includes(cat.dict[cat.codes[row]]),
      );
      for (const row of common) expect(after.map((v) => v[row])).toEqual(before.map((v) => v[row]));
    });

    it('keeps all where none is rare', () => {
      expect(step.forget?.(fitted.state, new Map()).state).toEqual(fitted.state);
    });
  },
);
