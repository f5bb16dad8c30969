import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalsFor, tickTexts } from './axis-text';
import { ticks } from './scale';

test('no tick is rounded to what it is not', () => {
  expect(tickTexts([0, 0.05, 0.1, 0.15, 0.2], 1)).toEqual(['0.00', '0.05', '0.10', '0.15', '0.20']);
  expect(tickTexts([-0.002, 0, 0.002], 2)).toEqual(['−0.002', '0.000', '0.002']);
  expect(tickTexts([0, 0.5, 1], 1)).toEqual(['0.0', '0.5', '1.0']);
  expect(tickTexts([0, 50], (value) => `${value} mg`)).toEqual(['0 mg', '50 mg']);
  expect(decimalsFor([0], 2)).toBe(2);
});

test('ticks of any domain are told apart', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ min: 1e-5, max: 3, noNaN: true }),
      (low, span) => {
        const texts = tickTexts(ticks([low, low + span], 4), 1);
        expect(new Set(texts).size).toBe(texts.length);
      },
    ),
  );
});
