import { expect, test } from 'vitest';
import { foundBy, patternOf } from './pattern';

test('the group is what is found, in the name alone', () => {
  const patient = patternOf('^(C\\d+)P')!;
  expect(foundBy(patient, 'parasitized/C100P61ThinF_cell_12.png')).toBe('C100');
  expect(foundBy(patient, 'C100P61/other.png')).toBe(null);
});

test('a text that is no pattern, or has no group or two, is refused', () => {
  expect(patternOf('(')).toBe(null);
  expect(patternOf('')).toBe(null);
  expect(patternOf('C\\d+')).toBe(null);
  expect(patternOf('(a)(b)')).toBe(null);
  expect(patternOf('^(?:x|y)(\\d+)')).toBeInstanceOf(RegExp);
});
