import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import en from '../i18n/en/rooms.json';
import ko from '../i18n/ko/rooms.json';
import { prunedText } from './pruned-text';

const i18n = createInstance({
  lng: 'en',
  resources: { en: { rooms: en }, ko: { rooms: ko } },
  interpolation: { escapeValue: false },
});
void i18n.init();

describe('why a trial was ended', () => {
  const median = { by: 'median', epoch: 12, details: { own: 0.61234, bar: 0.5, kept: 50, trials: 7 } };

  it('is a sentence with its numbers', () => {
    expect(prunedText(median, i18n.t)).toBe(
      'Ended after epoch 12: loss 0.612, worse than the median of 7 finished trials then (0.500).',
    );
  });

  it('says what to do where it learned nothing, whoever ended it', () => {
    const by = (name: string, raise: number) =>
      prunedText({ by: name, epoch: 20, details: { ...median.details, baseline: 0.69, raise } }, i18n.t);
    expect(by('median', 1)).toMatch(/Until then it had learned nothing: try higher learning rates\.$/);
    expect(by('didNotLearn', 1)).toMatch(/it learned nothing\. .* Try higher learning rates\.$/);
    expect(
      prunedText({ by: 'didNotLearn', epoch: 20, details: { own: 500, baseline: 0.69 } }, i18n.t),
    ).toMatch(/scaled/);
    expect(by('divergence', 0)).toMatch(/Try lower learning rates\.$/);
  });

  it.each(['en', 'ko'])('leaves no number out (%s)', (language) => {
    const details = {
      ...{ own: 0.7, bar: 0.6, kept: 25, trials: 6, reduction: 4, bracket: 1, brackets: 3 },
      ...{ waited: 5, best: 0.4, baseline: 0.69 },
    };
    for (const by of [
      'median',
      'percentile',
      'halving',
      'hyperband',
      'patience',
      'divergence',
      'didNotLearn',
    ])
      expect(prunedText({ by, epoch: 9, details }, i18n.getFixedT(language))).not.toMatch(/\{\{|pruners\./);
  });
});
