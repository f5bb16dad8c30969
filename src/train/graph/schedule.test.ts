import { expect, test } from 'vitest';
import { rateFactor } from './schedule';

const along = (schedule: Parameters<typeof rateFactor>[0], total: number) =>
  Array.from({ length: total }, (_, step) => rateFactor(schedule, step, total));

/** PyTorch 2.15: OneCycleLR(max_lr 1, total_steps 10 and 37, defaults) and CosineAnnealingLR(T_max 10). */
const ONE_CYCLE = [
  0.04, 0.52, 1, 0.9504846320134737, 0.8117456539497631, 0.6112620219362893, 0.38874197806371075,
  0.18825834605233, 0.049519367986526286, 4e-6,
];
const ONE_CYCLE_OF_37: [number, number][] = [
  [1, 0.06303370838428968],
  [9, 0.9721764464655948],
  [10, 0.9997678155001543],
  [11, 0.9970235941053401],
  [23, 0.5030343946217227],
  [36, 4e-6],
];
const COSINE = [
  1, 0.9755282581475768, 0.9045084971874737, 0.7938926261462366, 0.6545084971874737, 0.5, 0.34549150281252633,
  0.2061073738537635, 0.09549150281252633, 0.024471741852423234,
];

test('one cycle and cosine are those of PyTorch', () => {
  along('oneCycle', 10).forEach((rate, step) => {
    expect(rate).toBeCloseTo(ONE_CYCLE[step], 9);
  });
  for (const [step, rate] of ONE_CYCLE_OF_37) expect(rateFactor('oneCycle', step, 37)).toBeCloseTo(rate, 9);
  along('cosine', 10).forEach((rate, step) => {
    expect(rate).toBeCloseTo(COSINE[step], 12);
  });
});

test('warm cosine grows in equal parts for a tenth of the steps, then falls along half a cosine', () => {
  // PyTorch's LinearLR(start_factor 1/3, total_iters 2) and after it CosineAnnealingLR(T_max 18), by hand.
  const of20: [number, number][] = [
    [0, 1 / 3],
    [1, 2 / 3],
    [2, 1],
    [8, 0.75],
    [11, 0.5],
    [14, 0.25],
  ];
  for (const [step, rate] of of20) expect(rateFactor('warmCosine', step, 20)).toBeCloseTo(rate, 12);
  expect(along('warmCosine', 9)).toEqual(along('cosine', 9));
});

test('step divides by ten after half and after three quarters; constant stays', () => {
  expect(along('step', 8)).toEqual([1, 1, 1, 1, 0.1, 0.1, 0.01, 0.01]);
  expect(along('constant', 3)).toEqual([1, 1, 1]);
});

test('a plan of one, two or three steps is a number, and after the plan the rate stays where it ended', () => {
  for (const schedule of ['constant', 'cosine', 'step', 'oneCycle', 'warmCosine'] as const)
    for (const total of [1, 2, 3, 4]) {
      for (const rate of along(schedule, total)) {
        expect(rate).toBeGreaterThan(0);
        expect(rate).toBeLessThanOrEqual(1);
      }
      expect(rateFactor(schedule, total + 5, total)).toBe(rateFactor(schedule, total - 1, total));
    }
});
