import { expect, it } from 'vitest';
import { type Pins, pinColor, togglePin } from './pins';

const after = (...trials: number[]) => trials.reduce<Pins>(togglePin, new Map());

it('pins several, and lets one go that is pinned again', () => {
  expect([...after(4, 2, 9).keys()]).toEqual([4, 2, 9]);
  expect([...after(4, 2, 9, 2).keys()]).toEqual([4, 9]);
});

it('gives a new pin the first colour that is free, and lets the others keep theirs', () => {
  expect([...after(4, 2, 9, 2, 7)]).toEqual([
    [4, 0],
    [9, 2],
    [7, 1],
  ]);
  expect(new Set([0, 1, 2, 3].map(pinColor)).size).toBe(4);
  expect(pinColor(4)).toBe(pinColor(0));
});

it('does not change the pins it was given', () => {
  const before = after(1);
  togglePin(before, 1);
  togglePin(before, 2);
  expect([...before.keys()]).toEqual([1]);
});
