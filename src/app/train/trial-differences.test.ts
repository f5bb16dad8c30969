import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { proposedPair, settingsOf } from './trial-differences';

describe('settings of two trials', () => {
  it('are compared by value, layers too', () => {
    const settings = settingsOf(
      { family: 'mlp', params: { hidden: [64, 32], learningRate: 0.01, dropout: 0 } },
      { family: 'mlp', params: { hidden: [64, 32], learningRate: 0.003, dropout: 0 } },
    );
    expect(settings.map(({ key, differs }) => [key, differs])).toEqual([
      ['hidden', false],
      ['learningRate', true],
      ['dropout', false],
    ]);
  });

  it('differ where only one has them, and say whose they are', () => {
    const settings = settingsOf(
      { family: 'logistic', params: { learningRate: 0.01 } },
      { family: 'mlp', params: { hidden: [8], learningRate: 0.01 } },
    );
    expect(settings).toEqual([
      { key: 'learningRate', owner: 'logistic', values: [0.01, 0.01], differs: false },
      { key: 'hidden', owner: 'mlp', values: [undefined, [8]], differs: true },
    ]);
  });
});

describe('the pair that is proposed', () => {
  const ranked = [4, 2, 7].map((trial) => ({ trial }) as Trial);

  it('is the two pinned last, a pinned one and the best, or the two best', () => {
    expect(proposedPair(ranked, [9, 5, 6])).toEqual([5, 6]);
    expect(proposedPair(ranked, [7])).toEqual([7, 4]);
    expect(proposedPair(ranked, [4])).toEqual([4, 2]);
    expect(proposedPair(ranked, [])).toEqual([4, 2]);
  });

  it('is none while there are no two', () => {
    expect(proposedPair(ranked.slice(0, 1), [])).toBeNull();
    expect(proposedPair(ranked.slice(0, 1), [4])).toBeNull();
    expect(proposedPair([], [3])).toBeNull();
  });
});
