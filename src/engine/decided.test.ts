import { expect, test } from 'vitest';
import { calibrationOf, decisionsOf, type Winner } from './finish';
import type { Ready } from './prepare';
import { mixedStudy } from './testing';

/** Two-hundred out-of-fold predictions that are too sure. */
const y = Float64Array.from({ length: 200 }, (_, i) => +(i % 10 < (i < 100 ? 3 : 7)));
const winner = {
  study: mixedStudy('binary'),
  ready: { target: { kind: 'binary', classes: ['no', 'yes'], y } } as Ready,
  blob: {
    rows: Uint32Array.from(y.keys()),
    predictions: Float32Array.from(y, (_, i) => (i < 100 ? 0.05 : 0.95)),
  },
} as Winner;

test('what is taken home is what was tested, whatever was chosen since', () => {
  const chosen = {
    ...winner.study,
    evaluation: { ...winner.study.evaluation, recalibration: 'platt' as const },
  };
  const plan = {
    threshold: { rule: 'sensitivity' as const, value: 0.9 },
    recalibration: 'temperature' as const,
  };
  const under = (...given: [typeof plan | null, typeof chosen?]): Winner => ({
    ...winner,
    study: { ...winner.study, evaluation: decisionsOf(winner.study, ...given) },
  });
  expect(calibrationOf(under(null))).toBeNull();
  expect(calibrationOf(under(null, chosen))?.kind).toBe('platt');
  const tested = under(plan, chosen);
  expect(calibrationOf(tested)?.kind).toBe('temperature');
  expect(tested.study.evaluation.threshold).toEqual(plan.threshold);
});

test('an evaluation that says nothing of an ensemble was of one trial', () => {
  const now = { ...winner.study, evaluation: { ...winner.study.evaluation, ensemble: 'auto' as const } };
  const plan = { threshold: { rule: 'youden' as const }, recalibration: 'none' as const };
  expect(decisionsOf(winner.study, null, now).ensemble).toBe('auto');
  expect(decisionsOf(winner.study, plan, now).ensemble).toBe('single');
  expect(decisionsOf(winner.study, { ...plan, ensemble: 'auto' }, now).ensemble).toBe('auto');
});
