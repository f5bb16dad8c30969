import { expect, test } from 'vitest';
import type { GalleryFacts } from '../../engine/images/api';
import { countProblems, sectionsOf } from './sections';

const facts: GalleryFacts = {
  n: 5,
  classes: ['a', 'b'],
  label: Int16Array.from([0, 1, 0, -1, 1]),
  unit: Int32Array.from([0, 1, 2, 3, 4]),
  part: null,
  width: new Uint32Array(5),
  height: new Uint32Array(5),
  channels: new Uint8Array(5),
  problems: Uint8Array.from([1 | 4, 1 | 4, 8, 16, 0]),
  alike: [
    [0, 1],
    [2, 4],
  ],
};
const names = { classTitle: (i: number) => `class ${i}`, groupTitle: (i: number) => `group ${i}` };
const shown = (...args: [Parameters<typeof sectionsOf>[1], Parameters<typeof sectionsOf>[2]]) =>
  sectionsOf(facts, ...args, names)
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => [title, rows]);

test('pictures stand by their class, those without one first', () => {
  expect(shown(facts, null)).toEqual([
    ['class -1', [3]],
    ['class 0', [0, 2]],
    ['class 1', [1, 4]],
  ]);
});

test('those that are alike stand in groups', () => {
  expect(shown(facts, 'otherLabel')).toEqual([['group 0', [0, 1]]]);
  expect(shown(facts, 'burnedIn')).toEqual([['class 0', [2]]]);
});

test('a label that was given takes a picture from those without one', () => {
  expect(countProblems(facts, facts.label)).toEqual({
    otherLabel: 2,
    copy: 2,
    alike: 0,
    burnedIn: 1,
    noLabel: 1,
  });
  const label = Int16Array.from([0, 1, 0, 1, -1]);
  expect(countProblems(facts, label).noLabel).toBe(1);
  expect(shown({ classes: facts.classes, label }, 'noLabel')).toEqual([['class -1', [4]]]);
});
