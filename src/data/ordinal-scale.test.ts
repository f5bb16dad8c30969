import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areOrdered, arePlusSigns, findOrder } from './ordinal-scale';

const SCALES = [
  ['low', 'medium', 'high'],
  ['low risk', 'mid risk', 'high risk'],
  ['Very low', 'Low', 'Moderate', 'High'],
  ['none', 'mild', 'moderate', 'severe'],
  ['경증', '중등증', '중증'],
  ['하', '중', '상'],
  ['I', 'II', 'III', 'IV'],
  ['IA', 'IB', 'IIA', 'IIIC', 'IV'],
  ['stage 1', 'stage 2', 'stage 10'],
  ['1기', '2기', '3기', '4기'],
  ['T1', 'T1a', 'T2', 'T3'],
  ['NYHA I', 'NYHA II', 'NYHA III'],
  ['-', '±', '+', '++', '+++'],
  ['neg', '1+', '2+'],
  ['[0-10)', '[10-20)', '[90-100)'],
  ['<18', '18-39', '40-64', '65+'],
  ['never', 'sometimes', 'always'],
  ['poor', 'fair', 'good', 'excellent'],
];

describe('the order of levels', () => {
  it.each(SCALES.map((scale) => [scale.join(' < '), scale] as const))('is found: %s', (_text, scale) => {
    fc.assert(
      fc.property(fc.shuffledSubarray(scale, { minLength: scale.length }), (levels) => {
        expect(findOrder(levels)).toEqual(scale);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [['red', 'green', 'blue']],
    [['low', 'high']],
    // Mild and slight are one rank: which is lower would be a guess.
    [['mild', 'slight', 'severe']],
    [['low', 'high', 'severe']],
    [['V', 'X', 'I']],
    [['<30', '>30', 'NO']],
    [['stage 1', 'grade 2', 'stage 3']],
    [['yes', 'no', 'mild']],
    [[]],
  ])('%j have none', (levels) => expect(findOrder(levels)).toBeNull());

  it.each([
    [['low risk', 'mid risk', 'high risk'], true],
    [['0', '1', '2', '10'], true],
    [['I', 'II', 'III'], true],
    // A scale, but not in its order.
    [['high risk', 'low risk', 'mid risk'], false],
    [['2', '1', '3'], false],
    [['blue', 'green', 'red'], false],
    [['', '1', '2'], false],
  ])('%j stand on a scale as they are: %j', (levels, wanted) => expect(areOrdered(levels)).toBe(wanted));

  it('a minus is a finding beside plus signs alone', () => {
    expect(arePlusSigns(['+', '++'])).toBe(true);
    expect(arePlusSigns(['neg', '1+'])).toBe(true);
    expect(arePlusSigns(['neg', 'trace'])).toBe(false);
    expect(arePlusSigns(['+', 'F'])).toBe(false);
    expect(arePlusSigns([])).toBe(false);
  });
});
