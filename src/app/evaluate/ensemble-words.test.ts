import { expect, it } from 'vitest';
import type { Ensemble } from '../../study/results/ensemble';
import { ensembleWords, memberTexts } from './ensemble-words';

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
