import { expect, it } from 'vitest';
import type { ColumnProfile } from './profile-types';
import { countHorizon, eventWithin, followUpOf, withHorizon } from './survival';

const NaN_ = Number.NaN;
// Worked out by hand from the definition, horizon 365 days: who, event, days, outcome.
const HAND: [string, number, number, number][] = [
  ['died on day 100', 1, 100, 1],
  ['died on the last day', 1, 365, 1],
  ['died the day after', 1, 366, 0],
  ['alive after two years', 0, 730, 0],
  ['alive on the last day and not seen since', 0, 365, 0],
  ['left on day 364', 0, 364, NaN_],
  ['left on the first day', 0, 0, NaN_],
  ['nobody knows whether', NaN_, 730, NaN_],
  ['nobody knows when', 1, NaN_, NaN_],
  ['a time that cannot be', 1, -3, NaN_],
];
const event = Float64Array.from(HAND, ([, seen]) => seen);
const days = Float64Array.from(HAND, ([, , time]) => time);

it('an event within the horizon is 1, full follow-up 0, a censored patient neither', () => {
  expect(Array.from(eventWithin(event, days, 365))).toEqual(HAND.map(([, , , y]) => y));
  expect(countHorizon(event, days, 365)).toEqual({ events: 2, nonEvents: 3, censored: 2, missing: 3 });
});

const column = (name: string, distinct: number, min: number | null): ColumnProfile => ({
  name,
  type: 'continuous',
  role: 'feature',
  evidence: { key: 'decimals', params: {} },
  missing: 0,
  distinct,
  numeric: min === null ? null : { min, max: 900, mean: 50, sd: 10, q1: 20, median: 40, q3: 70 },
  histogram: null,
  levels: null,
  notices: [],
});

it.each([
  ['DEATH_EVENT', 'time', 'time'],
  ['status', 'time', 'time'],
  ['사망', '추적관찰기간', '추적관찰기간'],
  ['event', 'follow_up_days', 'follow_up_days'],
  ['died', 'OS_months', 'OS_months'],
  ['diabetes', 'time', null],
  ['status', 'age', null],
  ['status', 'prothrombin_time', null],
  ['status', 'protime', null],
])('%s beside %s: %s', (target, time, wanted) => {
  expect(followUpOf([column(target, 2, null), column(time, 200, 0)], target)).toBe(wanted);
});

it('is no time to event with three outcomes, negative times or few times', () => {
  expect(followUpOf([column('status', 3, null), column('time', 200, 0)], 'status')).toBeNull();
  expect(followUpOf([column('status', 2, null), column('time', 200, -4)], 'status')).toBeNull();
  expect(followUpOf([column('status', 2, null), column('time', 4, 1)], 'status')).toBeNull();
});

it('a horizon is put on a task and taken off again', () => {
  const task = { kind: 'binary' as const, target: 'status', classes: ['0', '1'] };
  const timed = withHorizon(task, 'time', 365);
  expect(timed.survival).toEqual({ time: 'time', horizon: 365, event: '1' });
  expect(withHorizon(timed, 'time', null)).toEqual(task);
});
