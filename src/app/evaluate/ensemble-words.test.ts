import { expect, it } from 'vitest';
import { emptyStudy } from '../../study/defaults';
import type { Ensemble } from '../../study/results/ensemble';
import { eachWords, ensembleWords, gainsWords, memberTexts } from './ensemble-words';

const gain = { estimate: 0.0123, low: 0.004, high: 0.0201, method: 'bootstrap' as const };
const ensemble: Ensemble = {
  metric: 'auroc',
  candidates: 5,
  members: [
    { trial: 2, weight: 0.6 },
    { trial: 0, weight: 0.4 },
  ],
  score: 0.9,
  single: 0.88,
  gain,
  used: true,
};

it('a gain is told with its interval, and where that leaves nobody sure it is said', () => {
  expect(ensembleWords(ensemble)).toEqual({
    key: 'used',
    fill: { count: 2, gain: '0.012', low: '0.004', high: '0.020' },
  });
  const unsure = ensembleWords({ ...ensemble, gain: { ...gain, low: -0.002 } });
  expect(unsure).toMatchObject({ key: 'usedMaybe', fill: { low: '−0.002' } });
  const zero = ensembleWords({ ...ensemble, gain: { ...gain, low: -0.0002 } });
  expect(zero).toMatchObject({ key: 'usedMaybe', fill: { low: '0.000' } });
  const none = { ...gain, low: null, high: null, method: 'none' as const };
  expect(ensembleWords({ ...ensemble, gain: none })).toMatchObject({ key: 'usedMaybe', fill: { low: '–' } });
});

it('what is not used is told with its reason', () => {
  const unused = { ...ensemble, used: false };
  expect(ensembleWords({ ...unused, gain: { ...gain, estimate: -0.01 } }).key).toBe('noGain');
  expect(ensembleWords({ ...unused, gain: null }).key).toBe('notJudged');
  expect(ensembleWords({ ...unused, members: [{ trial: 2, weight: 1 }], gain: null }).key).toBe('noMix');
});

it('members are told with their places as they are counted on screen', () => {
  const said = memberTexts(
    ensemble.members,
    (trial) => `family ${trial}`,
    ({ name, trial, weight }) => `${name}, ${trial}, ${weight}`,
  );
  expect(said).toEqual(['family 2, 3, 60%', 'family 0, 1, 40%']);
});

it('a member is told as what it is: a model of each fold, one without each hospital, or one', () => {
  const base = emptyStudy('s');
  const under = (validation: typeof base.split.validation, final: typeof base.final = 'bagged', trials = 2) =>
    eachWords({ final, split: { ...base.split, validation } }, trials);
  expect(under({ kind: 'kfold', k: 5 })).toEqual({ key: 'bagged', fill: { folds: 5, share: '4/5' } });
  expect(under({ kind: 'kfold', k: 4, repeats: 3 }).fill).toEqual({ folds: 12, share: '3/4' });
  // Of many trials the networks of the first repeat alone are taken home.
  expect(under({ kind: 'kfold', k: 4, repeats: 3 }, 'bagged', 5).fill.folds).toBe(4);
  expect(under({ kind: 'sites' }).key).toBe('sites');
  expect(under({ kind: 'holdout', share: 0.2 }).key).toBe('single');
  expect(under({ kind: 'kfold', k: 5 }, 'refit').key).toBe('refit');
});

it('what each way to find weights gains is told with its sign, of earlier versions not at all', () => {
  const gains = { greedy: 0.0123, stacked: -0.004 };
  expect(gainsWords({ ...ensemble, gains })).toEqual({ greedy: '0.012', stacked: '−0.004' });
  expect(gainsWords(ensemble)).toBeNull();
});
