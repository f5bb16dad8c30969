import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import type { StepPlan, Study } from '../study/schema';
import type { Ready } from './prepare';
import { previewStep } from './preview';
import { previewRows } from './preview-rows';

const ROWS = 25_000;
const GAP_AT = 17;

/** Two numbers that go together, the second missing once. */
const random = rng(3);
const a = Float64Array.from({ length: ROWS }, () => random.normal());
const all = Uint32Array.from(a.keys());
const none = new Uint32Array();
const many: Ready = {
  data: {
    n: ROWS,
    cols: new Map([
      ['a', { kind: 'num', v: a }],
      ['b', { kind: 'num', v: a.map((value, i) => (i === GAP_AT ? Number.NaN : 2 * value)) }],
    ]),
    unit: Int32Array.from(all),
  },
  target: { kind: 'binary', classes: ['no', 'yes'], y: a.map((value) => +(value > 0)) },
  parts: { dev: all, test: none, folds: [{ train: all, valid: none }], left: none },
  levels: new Map(),
  site: null,
  scores: [],
  spellings: { columns: new Map(), hospitals: new Map() },
  pictures: null,
};

const plan = (step: string): StepPlan => ({ id: step, step, params: {} });
const studyOf = (...steps: StepPlan[]) => ({ seed: 1, steps }) as Study;

describe('the rows a preview looks at', () => {
  it('are a seeded sample of many, and it says so', () => {
    const { rows, sampled, error } = previewStep(many, studyOf(plan('impute')), 'impute');
    expect({ rows, sampled, error }).toEqual({ rows: 20_000, sampled: true, error: null });
    const first = previewRows(many, studyOf(plan('impute')), 1).rows;
    expect(previewRows(many, studyOf(plan('impute')), 1).rows).toEqual(first);
    expect([...first].every((row, i) => i === 0 || row > first[i - 1])).toBe(true);
  });

  it('are fewer for a slow step, and for all steps behind it, but not for those before it', () => {
    const study = studyOf(plan('impute'), plan('impute-knn'), plan('standardize'));
    const rows = study.steps.map(({ id }) => previewStep(many, study, id).rows);
    expect(rows).toEqual([20_000, 800, 800]);
  });

  it('are all rows where there are few', () => {
    const few = {
      ...many,
      parts: { ...many.parts, folds: [{ train: Uint32Array.of(3, 17), valid: Uint32Array.of() }] },
    };
    expect(previewRows(few, studyOf(plan('impute-knn')), 1)).toEqual({
      rows: Uint32Array.of(3, 17),
      sampled: false,
    });
  });
});

describe('what a preview shows', () => {
  const part = {
    ...many,
    parts: { ...many.parts, folds: [{ train: many.parts.dev.slice(0, 50), valid: Uint32Array.of() }] },
  };

  it('shows a missing cell among the samples where there is one, before and after', () => {
    const { columns } = previewStep(part, studyOf(plan('impute-iterative')), 'impute-iterative');
    expect(columns.map(({ name }) => name)).toEqual(['b']);
    const [{ samples, before, after }] = columns;
    expect(samples.before.length).toBe(6);
    expect(samples.before.filter((shown) => shown === null).length).toBe(1);
    const made = samples.after[samples.before.indexOf(null)];
    expect(made[1]).toBe('1');
    expect(Math.abs(Number(made[0]) - 2 * a[GAP_AT])).toBeLessThan(0.2);
    expect(before.missing).toBe(1);
    expect(after.map(({ name, missing }) => [name, missing])).toEqual([
      ['b', 0],
      ['b:missing', 0],
    ]);
  });
});
