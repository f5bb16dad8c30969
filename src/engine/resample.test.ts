import { describe, expect, it } from 'vitest';
import { applyPipeline } from '../prep/pipeline';
import type { Study } from '../study/schema';
import { outcomeOf, prepareFold, ready, takeDev } from './prepare';
import { previewStep } from './preview';
import { mixedStudy, mixedTable } from './testing';

const plan = (step: string) => ({ id: step, step, params: {} });
const withSteps = (...names: string[]): Study => {
  const study = mixedStudy('binary');
  return { ...study, steps: [...study.steps, ...names.map(plan)] };
};
const share = (y: ArrayLike<number>) => Array.from(y).filter((v) => v === 1).length / y.length;

function folded(study: Study) {
  const made = ready(mixedTable('binary'), study);
  const [part] = made.parts.folds;
  return { made, part, fold: prepareFold(made, study, outcomeOf(made), part, 0) };
}

describe('resampling in a fold', () => {
  it.each(['over-sample', 'under-sample'])('%s balances the training rows and no others', (name) => {
    const { part, fold } = folded(withSteps(name));
    const before = folded(mixedStudy('binary')).fold;
    expect(share(before.train.y)).not.toBe(0.5);
    expect(share(fold.train.y)).toBe(0.5);
    expect(fold.train.n > part.train.length).toBe(name === 'over-sample');
    expect(fold.train.x).toHaveLength(fold.train.n * fold.train.d);
    expect(fold.valid).toEqual(before.valid);
    expect(fold.validRows).toEqual(part.valid);
  });

  it('changes no row that is predicted', () => {
    const { made, part, fold } = folded(withSteps('over-sample'));
    expect(applyPipeline(fold.steps, takeDev(made, part.valid)).n).toBe(part.valid.length);
  });

  it('makes one training part of all development rows for the final model', () => {
    const study = withSteps('over-sample');
    const made = ready(mixedTable('binary'), study);
    const none = new Uint32Array(0);
    const all = prepareFold(made, study, outcomeOf(made), { train: made.parts.dev, valid: none }, -1);
    expect(share(all.train.y)).toBe(0.5);
    expect(all.train.n).toBeGreaterThan(made.parts.dev.length);
  });

  it('shows the outcomes before and after', () => {
    const study = withSteps('over-sample');
    const made = ready(mixedTable('binary'), study);
    const { outcome, columnsIn, columnsOut } = previewStep(made, study, 'over-sample');
    const rows = made.parts.folds[0].train;
    const yes = Array.from(rows).filter((row) => made.target.y[row] === 1).length;
    const most = Math.max(yes, rows.length - yes);
    expect(outcome).toEqual([
      { label: 'no', before: rows.length - yes, after: most },
      { label: 'yes', before: yes, after: most },
    ]);
    expect(columnsOut).toBe(columnsIn);
    expect(previewStep(made, study, 'impute').outcome).toBeUndefined();
  });
});

it('weighs the classes of the rows that a fold trains on, after resampling', () => {
  const weighted = (study: Study): Study => ({
    ...study,
    training: { ...study.training, classWeights: 'balanced' },
  });
  const { train } = folded(weighted(mixedStudy('binary'))).fold;
  const sums = [0, 1].map((code) => train.w!.reduce((sum, w, i) => sum + (train.y[i] === code ? w : 0), 0));
  expect(sums[0]).toBeCloseTo(sums[1], 3);
  expect(sums[0] + sums[1]).toBeCloseTo(train.n, 3);
  expect(new Set(folded(weighted(withSteps('over-sample'))).fold.train.w)).toEqual(new Set([1]));
  expect(folded(mixedStudy('binary')).fold.train.w).toBeUndefined();
});
