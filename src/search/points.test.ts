import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Domain } from '../study/space';
import { drawValue, shareOf } from './points';

const domains: Domain[] = [
  { kind: 'choice', values: ['a', 'b', 'c', [64, 32]] },
  { kind: 'float', low: -2, high: 3, log: false },
  { kind: 'float', low: 1e-5, high: 0.1, log: true },
  { kind: 'int', low: 8, high: 30, log: false, step: 8 },
  { kind: 'int', low: 1, high: 1024, log: true, step: 1 },
  { kind: 'float', low: 0.1, high: 0.1, log: true },
];

it('where a value lies gives the value back', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...domains),
      fc.double({ min: 0, max: 0.999999, noNaN: true }),
      (domain, uniform) => {
        const value = drawValue(domain, uniform);
        const share = shareOf(domain, value);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
        expect(drawValue(domain, share)).toEqual(value);
      },
    ),
  );
});
