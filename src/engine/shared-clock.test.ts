import { expect, it } from 'vitest';
import { Gate } from './gate';
import { SharedClock } from './shared-clock';

function setUp() {
  let now = 0;
  const clock = { now: () => now };
  const gate = new Gate(clock);
  return { gate, time: new SharedClock(clock, gate), pass: (seconds: number) => (now += 1000 * seconds) };
}

it('is the time that passed for a trial that runs alone, pauses left out', () => {
  const { time, gate, pass } = setUp();
  pass(5);
  time.begin(0);
  pass(3);
  gate.pause();
  pass(100);
  expect(time.of(0)).toBe(3);
  gate.resume();
  pass(1);
  expect([time.of(0), time.all()]).toEqual([4, 4]);
  time.end(0);
  pass(50);
  time.begin(1);
  pass(2);
  expect(time.of(1)).toBe(2);
});

it('is shared by those that run at once, so that all seconds add up to those that passed', () => {
  const { time, pass } = setUp();
  time.begin(0);
  pass(4);
  time.begin(1);
  pass(6);
  time.begin(2);
  pass(9);
  expect([0, 1, 2].map((trial) => time.of(trial))).toEqual([4 + 3 + 3, 3 + 3, 3]);
  expect(time.all()).toBe(19);
  const gone = time.of(1);
  time.end(1);
  pass(8);
  expect([time.of(0), time.of(2)]).toEqual([14, 7]);
  expect(gone + time.all()).toBe(27);
});
