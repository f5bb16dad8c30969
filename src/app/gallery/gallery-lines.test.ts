import { expect, test } from 'vitest';
import { linesBetween, linesOf, moved } from './gallery-lines';

const section = (key: string, count: number, from = 0) => ({
  key,
  title: key,
  rows: Array.from({ length: count }, (_, i) => from + i),
});
const heights = { head: 40, tile: 100 };
// Five pictures and two in lines of three: head, 3, 2, head, 2.
const { lines, height } = linesOf([section('a', 5), section('none', 0), section('b', 2, 10)], 3, heights);

test('each class has its heading and full lines under it', () => {
  expect(lines.map((line) => (line.kind === 'head' ? line.section.key : line.rows))).toEqual([
    'a',
    [0, 1, 2],
    [3, 4],
    'b',
    [10, 11],
  ]);
  expect(height).toBe(380);
});

test('only the lines in sight are drawn', () => {
  expect(linesBetween(lines, 0, 41).map((line) => line.top)).toEqual([0, 40]);
  expect(linesBetween(lines, 140, 240).map((line) => line.top)).toEqual([140]);
  expect(linesBetween(lines, 380, 500)).toEqual([]);
});

test('ten thousand pictures are laid out, and a screenful is found among them', () => {
  const many = linesOf([section('a', 10_000)], 8, heights);
  expect(many.height).toBe(40 + 1250 * 100);
  expect(linesBetween(many.lines, 60_000, 60_700)).toHaveLength(8);
});

test('arrows go to the neighbour, over headings too, and stay in the column', () => {
  expect(moved(lines, 0, 'ArrowRight')).toBe(1);
  expect(moved(lines, 0, 'ArrowLeft')).toBe(0);
  expect(moved(lines, 2, 'ArrowDown')).toBe(4);
  expect(moved(lines, 4, 'ArrowDown')).toBe(6);
  expect(moved(lines, 5, 'ArrowUp')).toBe(3);
  expect(moved(lines, 6, 'ArrowDown')).toBe(6);
  expect([moved(lines, 3, 'Home'), moved(lines, 3, 'End')]).toEqual([0, 6]);
});
