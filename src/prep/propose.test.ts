import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, type Dataset, type Target, takeRows } from '../data/dataset';
import { rng } from '../study/random';
import { applyPipeline, checkParams, fitPipeline, toMatrix } from './pipeline';
import { proposeSteps } from './propose';
import {
  binaryTarget,
  cat,
  dates,
  multi,
  multiclassTarget,
  num,
  ordinal,
  plain,
  regressionTarget,
  table,
  text,
} from './test-tables';

const brief = (data: Dataset) =>
  proposeSteps(data).map(({ id, columns }) => (columns ? `${id} ${columns.join('+')}` : id));
const levels = (n: number, of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i));
const wards = cat(levels(60, (i) => `ward ${i}`));
const icd9 = cat(levels(60, (i) => `${400 + i}.${i % 10}`));

describe('proposeSteps', () => {
  it('takes ages from dates of birth, and counts other dates from the one on which all began', () => {
    const cohort = () =>
      table(
        {
          discharge: dates('2020-01-11', '2020-02-01'),
          birthDate: dates('1950-01-01', null),
          admission: dates('2020-01-01', '2020-01-31'),
        },
        2,
      );
    const steps = proposeSteps(cohort());
    expect(brief(cohort())).toEqual([
      'date-parts-1 birthDate+admission',
      'date-parts-2',
      'impute-1',
      'standardize-1',
    ]);
    const { data } = fitPipeline(steps.slice(0, 2), cohort(), binaryTarget(0, 1), { rng: rng(1) });
    expect([...data.cols.keys()]).toEqual([
      'discharge:days',
      'discharge:month sin',
      'discharge:month cos',
      'birthDate:age',
      'admission:month sin',
      'admission:month cos',
    ]);
    expect(plain(data)['discharge:days']).toEqual([10, 1]);
    // 70 years of which 17 have a leap day, over 365.25
    expect(plain(data)['birthDate:age']).toEqual([(70 * 365 + 17) / 365.25, null]);
  });

  it('adds what networks learn from better where they are asked for, bins not of very many columns', () => {
    const steps = (columns: number) =>
      proposeSteps(
        table(Object.fromEntries(Array.from({ length: columns }, (_, i) => [`lab ${i}`, num(1, 2)])), 2),
        true,
      ).map(({ id }) => id);
    expect(steps(250)).toEqual(['impute-1', 'standardize-1', 'smooth-clip-1', 'piecewise-linear-1']);
    expect(steps(251)).toEqual(['impute-1', 'standardize-1', 'smooth-clip-1']);
    // Columns of 0 and 1 have no scale.
    const flags = table({ sex: cat(['F', 'M']), fever: num(0, 1) }, 2);
    expect(proposeSteps(flags, true)).toEqual(proposeSteps(flags));
  });

  it('makes something of a lone date', () => {
    expect(brief(table({ dob: dates('1950-01-01') }, 1))).toEqual([
      'date-parts-1',
      'impute-1',
      'standardize-1',
    ]);
    expect(proposeSteps(table({ dob: dates('1950-01-01') }, 1))[0].params).toMatchObject({ year: true });
    expect(proposeSteps(table({ seen: dates('2020-01-01') }, 1))[0].params).toMatchObject({
      reference: '',
      season: true,
    });
  });

  it('chooses columns only where a step would take too many', () => {
    expect(brief(table({ stage: ordinal(['I'], ['I', 'II']), ward: wards }, 60))).toEqual([
      'ordinal-1',
      'impute-1',
      'target-encoding-1',
      'standardize-1',
    ]);
    expect(brief(table({ sex: cat(Array(60).fill('F')), ward: wards }, 60))).toEqual([
      'impute-1',
      'target-encoding-1 ward',
      'one-hot-1',
      'standardize-1',
    ]);
    expect(brief(table({ diag: icd9, ward: wards, admissionDiag: cat(Array(60).fill('401')) }, 60))).toEqual([
      'icd-chapter-1 diag',
      'impute-1',
      'target-encoding-1 ward',
      'one-hot-1',
      'standardize-1',
    ]);
    expect(brief(table({ diag: icd9 }, 60))).toEqual(['icd-chapter-1', 'impute-1', 'one-hot-1']);
    expect(brief(table({ icd: multi([icd9.dict]), note: text('pain') }, 1))).toEqual([
      'icd-chapter-1',
      'impute-1',
      'multi-hot-1',
      'bag-of-words-1',
    ]);
  });
});

/** Random tables of every kind of column, some of whose names and levels look like what the proposal looks for. */
const N = 12;
const gap = <T>(of: fc.Arbitrary<T>) => fc.array(fc.option(of, { freq: 4 }), { minLength: N, maxLength: N });
/** As a laboratory reports them: not so small that an SD of them is beyond float32. */
const measured = fc.integer({ min: -1e8, max: 1e8 }).map((v) => v / 100);
const level = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.constantFrom('I21.0', 'E11.9', 'V15', '250.83', '401', 'mild', 'severe', '__proto__', 'other'),
);
const spare = fc
  .constantFrom(0, 3, 70)
  .map((n) => levels(n, (i) => `A${String(i).padStart(2, '0')}.${i % 7}`));
const day = fc.integer({ min: -40_000, max: 40_000 });
const column: fc.Arbitrary<Column> = fc.oneof(
  gap(measured).map((v) => num(...v)),
  gap(fc.constantFrom(0, 1)).map((v) => num(...v)),
  gap(day).map((v): Column => ({ kind: 'date', v: num(...v).v })),
  fc.tuple(gap(level), spare).map(([v, more]) => {
    const dict = [...new Set([...v.filter((each) => each !== null), ...more])];
    return cat(v, dict);
  }),
  gap(fc.constantFrom('low', 'high')).map((v) => ordinal(v, ['low', 'middle', 'high'])),
  gap(fc.array(level, { maxLength: 3 })).map((v) => multi(v.map((cell) => [...new Set(cell ?? [])]))),
  gap(fc.constantFrom('no pain', 'chest pain', 'fever 38', '')).map((v) => text(...v)),
);
const name = fc.constantFrom('birth', 'admitted', 'icd', 'diag_1', 'seen', 'ward', 'note', 'x', 'y', 'z');
const anyTable = fc
  .tuple(fc.dictionary(name, column, { maxKeys: 8 }), gap(measured))
  .map(([cols, age]) => table({ ...cols, age: num(...age) }, N));
const outcomes: [string, Target][] = [
  ['binary', binaryTarget(...Array.from({ length: N }, (_, i) => i % 2))],
  ['multiclass', multiclassTarget(...Array.from({ length: N }, (_, i) => i % 3))],
  ['regression', regressionTarget(...Array.from({ length: N }, (_, i) => i ** 2))],
  ['unseen', binaryTarget(...Array<number>(N).fill(Number.NaN))],
];

describe.each([false, true])(
  'the proposed steps leave only numbers without gaps (for networks: %s)',
  (networks) => {
    it.each(outcomes)('%s outcome', (_, y) => {
      fc.assert(
        fc.property(anyTable, fc.integer({ min: 1, max: N }), (data, trained) => {
          const steps = proposeSteps(data, networks);
          checkParams(steps);
          const train = [...Array(trained).keys()];
          const part = { ...y, y: y.y.slice(0, trained) };
          const { fitted, data: out } = fitPipeline(steps, takeRows(data, train), part, { rng: rng(1) });
          const { names } = toMatrix(out);
          const stored = JSON.parse(JSON.stringify(fitted)) as typeof fitted;
          const { x } = toMatrix(applyPipeline(stored, data), names);
          expect(x.length).toBe(N * names.length);
          expect(x.every(Number.isFinite)).toBe(true);
        }),
        { numRuns: 150 },
      );
    });
  },
);
