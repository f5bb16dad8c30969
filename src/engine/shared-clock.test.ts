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
  expect(time.all()).toBe(3);
  gate.resume();
  pass(1);
  expect(time.all()).toBe(4);
  expect([time.end(0), time.all()]).toEqual([4, 0]);
  pass(50);
  time.begin(1);
  pass(2);
  expect(time.end(1)).toBe(2);
});

it('is shared by those that run at once, so that all seconds add up to those that passed', () => {
  const { time, pass } = setUp();
  time.begin(0);
  pass(4);
  time.begin(1);
  pass(6);
  time.begin(2);
  pass(9);
  expect(time.all()).toBe(4 + 6 + 9);
  expect(time.end(1)).toBe(3 + 3);
  // What was charged to one that has ended is in no sum any more.
  expect(time.all()).toBe(13);
  pass(8);
  expect([time.end(0), time.end(2)]).toEqual([4 + 3 + 3 + 4, 3 + 4]);
  time.begin(3);
  time.drop(3);
  expect(time.all()).toBe(0);
});
