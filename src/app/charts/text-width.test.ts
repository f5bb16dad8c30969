import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, textWidth } from './text-width';

describe('fitText', () => {
  it('leaves alone what fits and cuts what does not, whole letters only', () => {
    expect(fitText('age', 12, 100)).toBe('age');
    expect(fitText('수축기 혈압', 12, 40)).toBe('수축…');
    expect(fitText('👩🏽 x', 12, 1)).toBe('👩…');
  });

  it('is never wider than its room, but for one letter with the ellipsis', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.double({ min: 30, max: 300, noNaN: true }),
        (text, width) => {
          expect(textWidth(fitText(text, 12, width), 12)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});
