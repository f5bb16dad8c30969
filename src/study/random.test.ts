import { describe, expect, it } from 'vitest';
import { rng } from './random';

describe('rng', () => {
  it('gives the numbers of an independent implementation of cyrb128 and sfc32 (Python, big integers)', () => {
    const bits = (n: number, ...key: (string | number)[]) => {
      const random = rng(...key);
      return Array.from({ length: n }, () => random.next() * 2 ** 32);
    };
    expect(bits(5, 1, 'trial', 3, 'fold', 0, 'epoch', 7)).toEqual([
      1518725640, 411595596, 1104168587, 1275964031, 2889579008,
    ]);
    expect(bits(3, 1)).toEqual([1476261997, 3307661704, 384733530]);
  });

  it('is another stream for another key', () => {
    const first = new Set(Array.from({ length: 1000 }, (_, i) => rng(1, 'trial', i).next()));
    expect(first.size).toBe(1000);
  });

  it('draws integers and normal numbers as often as it should', () => {
    const random = rng('counts');
    const n = 60_000;
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) counts[random.int(6)]++;
    // Chi-square with 5 degrees of freedom: its 99.9 % quantile is 20.5.
    expect(counts.reduce((sum, c) => sum + (c - n / 6) ** 2 / (n / 6), 0)).toBeLessThan(20.5);
    const normal = Array.from({ length: n }, () => random.normal());
    const mean = normal.reduce((a, b) => a + b, 0) / n;
    const variance = normal.reduce((a, b) => a + (b - mean) ** 2, 0) / n;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
  });

  it('tallies as many integers as there are places, the very ones that int would give, and goes on after them', () => {
    const [one, other] = [rng('tally'), rng('tally')];
    for (let time = 0; time < 2; time++) {
      const counts = new Int32Array(50).fill(9);
      const wanted = new Int32Array(50);
      one.tally(counts);
      for (let i = 0; i < 50; i++) wanted[other.int(50)]++;
      expect(counts).toEqual(wanted);
    }
    expect(one.next()).toBe(other.next());
  });

  it('shuffles in place, every order alike', () => {
    const random = rng('orders');
    const seen = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const list = ['a', 'b', 'c'];
      expect(random.shuffle(list)).toBe(list);
      seen.set(list.join(''), (seen.get(list.join('')) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    // Binomial(6000, 1/6): five standard errors.
    for (const count of seen.values())
      expect(Math.abs(count - 1000)).toBeLessThan(5 * Math.sqrt((6000 / 6) * (5 / 6)));
  });
});
