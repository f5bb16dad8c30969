import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trial } from '../../study/events';
import { layoutTimeline } from './timeline-layout';

const trial = (number: number, startedAt?: number, endedAt?: number): Trial => ({
  search: 1,
  trial: number,
  config: { family: 'mlp', params: {} },
  state: endedAt === undefined ? 'running' : 'finished',
  points: [],
  startedAt,
  endedAt,
});
const S = 1000;

describe('timeline', () => {
  it('is empty before the first trial, and without times', () => {
    expect(layoutTimeline([], [], 0, 100)).toMatchObject({ bars: [], gaps: [], lanes: 1 });
    expect(layoutTimeline([trial(0)], [], 0, 100).bars).toEqual([]);
  });

  it('stands one after another in one lane, to scale', () => {
    const { bars, lanes, seconds, x } = layoutTimeline(
      [trial(0, 5 * S, 15 * S), trial(1, 15 * S, 45 * S)],
      [],
      0,
      80,
    );
    expect(bars.map(({ lane, pieces }) => [lane, pieces])).toEqual([
      [0, [{ x: 0, width: 20 }]],
      [0, [{ x: 20, width: 60 }]],
    ]);
    expect([lanes, seconds, x(20)]).toEqual([1, 40, 40]);
  });

  it('opens a lane where trials ran at the same time, and uses it again', () => {
    const { bars, lanes } = layoutTimeline(
      [trial(0, 0, 10 * S), trial(1, 2 * S, 4 * S), trial(2, 5 * S, 20 * S), trial(3, 10 * S, 12 * S)],
      [],
      0,
      100,
    );
    expect(bars.map(({ lane }) => lane)).toEqual([0, 1, 1, 0]);
    expect(lanes).toBe(2);
  });

  it('gives each of those that run now a lane of its own', () => {
    const { bars, lanes } = layoutTimeline([trial(0, 0), trial(1, 2 * S), trial(2, 8 * S)], [], 8 * S, 100);
    expect(bars.map(({ lane }) => lane)).toEqual([0, 1, 2]);
    expect(lanes).toBe(3);
  });

  it('cuts a night out: the bar goes on behind a narrow gap, and the axis counts work alone', () => {
    const night = { from: 10 * S, to: 36_010 * S };
    const { bars, gaps, seconds, x } = layoutTimeline([trial(0, 0, 36_020 * S)], [night], 0, 210);
    expect(gaps).toEqual([{ x: 100, width: 10, seconds: 36_000 }]);
    expect(bars[0].pieces).toEqual([
      { x: 0, width: 100 },
      { x: 110, width: 100 },
    ]);
    expect([seconds, x(5), x(15)]).toEqual([20, 50, 160]);
  });

  it('draws a trial that runs up to now, and one that was cut off up to where nothing worked any more', () => {
    expect(layoutTimeline([trial(0, 0)], [], 8 * S, 80).seconds).toBe(8);
    expect(layoutTimeline([trial(0, 0)], [{ from: 6 * S, to: null }], 99 * S, 80).seconds).toBe(6);
  });

  it('keeps every bar inside, apart from the others of its lane and off the gaps', () => {
    const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 90_000 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(times, fc.integer({ min: 0, max: 9 }), (steps, every) => {
        let at = 0;
        const trials: Trial[] = [];
        const pauses: { from: number; to: number }[] = [];
        for (const [rest, work] of steps) {
          if (every && trials.length % every === 0) {
            pauses.push({ from: at, to: at + rest });
            at += rest;
          }
          trials.push(trial(trials.length, at, at + work));
          at += work;
        }
        const { bars, gaps, lanes } = layoutTimeline(trials, pauses, at, 500);
        expect(lanes).toBe(1);
        let before = 0;
        for (const piece of bars.flatMap(({ pieces }) => pieces)) {
          expect(piece.x).toBeGreaterThanOrEqual(before - 1e-6 - 1);
          expect(piece.x + piece.width).toBeLessThanOrEqual(501 + 1e-6);
          before = piece.x + piece.width;
        }
        for (const { x, width } of gaps)
          for (const piece of bars.flatMap(({ pieces }) => pieces)) {
            const shared = Math.min(x + width, piece.x + piece.width) - Math.max(x, piece.x);
            expect(shared).toBeLessThanOrEqual(1 + 1e-6);
          }
      }),
    );
  });
});
