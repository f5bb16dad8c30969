import { describe, expect, it } from 'vitest';
import type { Trial } from '../study/events';
import { rng } from '../study/random';
import type { Config, Space } from '../study/space';
import { workOf } from './counted-work';
import { dividedTime, FLOOR, familiesInTurn } from './family-time';
import { random } from './random';
import type { SearchFacts } from './strategy';
import { tpe } from './tpe';

const about: SearchFacts = { rows: 500, classes: 2, kind: 'binary', metric: 'logLoss', budgetLeft: 500 };
const range = { kind: 'float' as const, low: 0, high: 1, log: false };
const domains = { a: range, b: range, c: range, d: range };

/** A valley of a family: its lowest loss, how steep it is, and how many epochs a trial of it takes. */
interface Valley {
  lowest: number;
  steep: number;
  epochs: number;
}

const trialOf = (config: Config, at: number, metric: number, epochs: number): Trial => ({
  search: 1,
  trial: at,
  config,
  state: 'finished',
  points: [{ epoch: epochs, trainLoss: metric, validLoss: metric, metric }],
  score: { metric, validLoss: metric, bestEpoch: 1 },
});

/** A search under a budget of epochs, the family of each trial chosen by `turn`. */
function search(
  valleys: Record<string, Valley>,
  seed: number,
  epochs: number,
  turn: (space: Space, trials: Trial[], seed: number) => string,
): Trial[] {
  const space: Space = Object.fromEntries(Object.keys(valleys).map((family) => [family, domains]));
  const trials: Trial[] = [];
  for (let used = 0; used < epochs; ) {
    const asked = { ...about, family: turn(space, trials, seed) };
    const strategy = trials.length < 10 ? random : tpe;
    const [next] = strategy.suggest(space, trials, asked, rng(seed, trials.length));
    expect(next.family).toBe(asked.family);
    const valley = valleys[next.family];
    const away = Object.values(next.params).reduce((sum: number, at) => sum + (Number(at) - 0.3) ** 2, 0);
    const loss = valley.lowest + valley.steep * away;
    trials.push(trialOf(next, trials.length, loss, valley.epochs));
    used += valley.epochs;
  }
  return trials;
}

const byPay = (space: Space, trials: Trial[], seed: number) =>
  familiesInTurn(space, trials, about, rng(seed, 'turn', trials.length))[0];
const evenly = (space: Space, trials: Trial[]) =>
  dividedTime(space, trials, about).reduce((least, one) => (one.work < least.work ? one : least)).family;

const lowest = (trials: Trial[]) => Math.min(...trials.map(({ score }) => score?.metric ?? 1));
const epochsOf = (trials: Trial[], family: string) =>
  trials
    .filter(({ config }) => config.family === family)
    .reduce((sum, { points }) => sum + (points.at(-1)?.epoch ?? 0), 0);

/** The best family is neither the cheapest nor alone near the top. */
const VALLEYS: Record<string, Valley> = {
  cheap: { lowest: 0.5, steep: 0.2, epochs: 5 },
  best: { lowest: 0.4, steep: 0.3, epochs: 10 },
  dear: { lowest: 0.55, steep: 0.2, epochs: 40 },
  poor: { lowest: 0.8, steep: 0.2, epochs: 10 },
  poorer: { lowest: 0.9, steep: 0.2, epochs: 20 },
  poorest: { lowest: 1, steep: 0.2, epochs: 20 },
};
const FAMILIES = Object.keys(VALLEYS);

describe('time divided among families', () => {
  it('finds lower valleys than time divided evenly, over 30 seeds', () => {
    const gains = Array.from(
      { length: 30 },
      (_, seed) => lowest(search(VALLEYS, seed, 700, evenly)) - lowest(search(VALLEYS, seed, 700, byPay)),
    );
    const mean = gains.reduce((a, b) => a + b, 0) / gains.length;
    const sd = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / (gains.length - 1));
    // A paired 95 % interval above zero; Student's 0.975 quantile at 29 degrees of freedom is 2.045.
    expect(mean - (2.045 * sd) / Math.sqrt(gains.length)).toBeGreaterThan(0);
  });

  it('gives most to the family that pays, poor ones little, and starves none', () => {
    const shares = [1, 2, 3, 4].map((seed) => {
      const trials = search(VALLEYS, seed, 1000, byPay);
      const all = trials.reduce((sum, { points }) => sum + (points.at(-1)?.epoch ?? 0), 0);
      return FAMILIES.map((family) => epochsOf(trials, family) / all);
    });
    const even = 1 / FAMILIES.length;
    const share = FAMILIES.map((_, at) => shares.reduce((sum, one) => sum + one[at], 0) / shares.length);
    expect(share[1]).toBe(Math.max(...share));
    expect(share[1]).toBeGreaterThan(1.5 * even);
    for (const at of [3, 4, 5]) expect(share[at]).toBeLessThan(even);
    for (const one of share) expect(one).toBeGreaterThan((FLOOR * even) / 2);
  });

  it('comes back to a family that begins badly and betters itself', () => {
    const late = {
      soon: { lowest: 0.5, steep: 0.05, epochs: 5 },
      late: { lowest: 0.3, steep: 1.2, epochs: 5 },
    };
    for (const seed of [1, 2, 3, 4, 5]) {
      const trials = search(late, seed, 700, byPay);
      expect(trials.toSorted((a, b) => lowest([a]) - lowest([b]))[0].config.family).toBe('late');
      expect(epochsOf(trials.slice(-40), 'late')).toBeGreaterThan(epochsOf(trials.slice(-40), 'soon'));
    }
  });

  const config = (family: string, a: number): Config => ({ family, params: { a, b: 0.5, c: 0.5, d: 0.5 } });
  const space: Space = { one: domains, other: domains };
  const far = [0.5, 0.51, 0.52, 0.8, 0.81, 0.82].map((loss, at) =>
    trialOf(config(at < 3 ? 'one' : 'other', at / 10), at, loss, 4),
  );

  it('leaves a family far behind that hardly betters itself little beside its floor', () => {
    const last = [0.5, 0.499, 0.498, 0.8, 0.799, 0.798].map((loss, at) =>
      trialOf(far[at].config, at, loss, 4),
    );
    const [one, other] = dividedTime(space, last, about);
    expect(other.due).toBeLessThan(FLOOR / 2 + 0.02);
    expect(one.due + other.due).toBeCloseTo(1, 12);
    expect(one.work).toBe(other.work);
  });

  it('reckons the work until a family pays by its last betterment and by how far it is behind', () => {
    // By hand, in trials of one work: the first family came to its best with its first and has stood still for two, so
    // that one of its trials pays one time in two. The other is .3 behind, and may come up by a tenth of its .8 in as many as the three it has had.
    const [one, other] = dividedTime(space, far, about);
    const pays = [1 / 2, 1 / Math.max(2, (0.3 * 3) / (0.1 * 0.8))];
    const due = (at: number) => FLOOR / 2 + ((1 - FLOOR) * pays[at]) / (pays[0] + pays[1]);
    expect(one.due).toBeCloseTo(due(0), 12);
    expect(other.due).toBeCloseTo(due(1), 12);
  });

  it('counts those that were ended early by their epochs, and those at work not yet', () => {
    const running: Trial = { ...far[0], trial: 6, state: 'running', points: [], score: undefined };
    const pruned: Trial = { ...far[3], trial: 7, state: 'pruned', score: undefined };
    const [one, other] = dividedTime(space, [...far, running, pruned], about);
    const each = workOf(far[0], about);
    expect([one.work, other.work]).toEqual([3 * each, 4 * each]);
  });

  it('does not give up a family whose trials failed, nor wait for it', () => {
    const failed: Trial = { ...far[3], trial: 6, state: 'failed', score: undefined };
    const [one, other] = dividedTime(space, [...far.slice(0, 3), failed], about);
    expect([one.due, other.due]).toEqual([1 - FLOOR / 2, FLOOR / 2]);
  });

  it('divides evenly before any trial, and begins soon with a family that was never tried', () => {
    expect(dividedTime(space, [], about).map(({ due }) => due)).toEqual([0.5, 0.5]);
    const [one, other] = dividedTime(space, far.slice(0, 3), about);
    expect(other.due).toBeGreaterThan(one.due);
  });

  it('counts what networks, regressions and trees do, not the clock', () => {
    const shape = { inputs: 20 };
    const cost = (family: string, epochs: number, params = {}) =>
      workOf({ ...trialOf({ family, params }, 0, 0.5, epochs), shape, seconds: 1000 * epochs }, about);
    // 500 rows; one layer of 32: 20 × 32 + 33 = 705 weights with their thresholds.
    expect(cost('mlp', 1, { hidden: [32] })).toBe(500 * (2000 + 705));
    expect(cost('mlp', 10, { hidden: [32] })).toBe(10 * cost('mlp', 1, { hidden: [32] }));
    expect(cost('elastic-net', 1)).toBe(60 * 500 * (2000 + 21));
    expect(cost('boosted-trees', 1)).toBe(1.5e6 + 4000 * 500);
    // A forest of 300 trees grows six an epoch.
    expect(cost('random-forest', 1)).toBe(6 * (0.3e6 + 3000 * 500));
  });
});
