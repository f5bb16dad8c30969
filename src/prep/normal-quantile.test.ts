import { expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile';

it('agrees with scipy.stats.norm.ppf of scipy 1.17.1, from the middle to the far tails', () => {
  const expected: [number, number][] = [
    [1e-300, -37.0470962993612],
    [1e-20, -9.262340089798409],
    [1e-7, -5.1993375821928165],
    [1e-3, -3.090232306167813],
    [0.02, -2.053748910631823],
    [0.25, -0.6744897501960817],
    [0.5, 0],
    [0.6, 0.2533471031357997],
    [0.925, 1.4395314709384563],
    [0.93, 1.475791028179171],
    [0.999999, 4.753424308817087],
  ];
  for (const [p, z] of expected) expect(normalQuantile(p)).toBeCloseTo(z, 12);
  expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
});
