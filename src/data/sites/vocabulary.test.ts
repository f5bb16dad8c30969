import { describe, expect, it } from 'vitest';
import { reconcile } from './vocabulary';

const levels = (counts: Record<string, number>) =>
  Object.entries(counts).map(([label, count]) => ({ label, count }));

describe('levels of two hospitals', () => {
  it.each([
    [
      { 남: 60, 여: 40 },
      { M: 55, F: 45 },
      { 남: 'M', 여: 'F' },
    ],
    [
      { male: 60, female: 40 },
      { 남자: 55, 여자: 45 },
      { male: '남자', female: '여자' },
    ],
    [
      { SI: 10, NO: 90 },
      { 1: 20, 0: 80 },
      { SI: '1', NO: '0' },
    ],
    [
      { 예: 10, 아니오: 90 },
      { yes: 20, no: 80 },
      { 예: 'yes', 아니오: 'no' },
    ],
    [{ Y: 10 }, { yes: 20, no: 80 }, { Y: 'yes' }],
    [
      { Mild: 10, Severe: 2 },
      { mild: 20, severe: 80, moderate: 4 },
      { Mild: 'mild', Severe: 'severe' },
    ],
  ])('%o to %o', (own, common, wanted) => {
    const { levels: found, open } = reconcile(levels(own), levels(common));
    expect({ ...found }).toEqual(wanted);
    expect(open).toEqual([]);
  });

  it('1/2 against M/F is asked, with what ISO/IEC 5218 says', () => {
    const found = reconcile(levels({ 1: 60, 2: 40 }), levels({ F: 38, M: 62 }));
    expect(found).toMatchObject({
      open: ['1', '2'],
      proposal: { key: 'iso5218', levels: { 1: 'M', 2: 'F' } },
    });
    expect(Object.keys(found.levels)).toEqual([]);
  });

  it('M/F against 1/2 is asked as well', () => {
    expect(reconcile(levels({ F: 38, M: 62 }), levels({ 1: 60, 2: 40 })).proposal).toEqual({
      key: 'iso5218',
      levels: { M: '1', F: '2' },
    });
  });

  it('shares that speak against the convention leave no proposal', () => {
    expect(reconcile(levels({ 1: 20, 2: 80 }), levels({ M: 80, F: 20 }))).toMatchObject({
      open: ['1', '2'],
      proposal: null,
    });
  });

  it('0/1 against 1/2 is asked although both have a 1', () => {
    expect(reconcile(levels({ 1: 70, 2: 30 }), levels({ 0: 31, 1: 69 }))).toMatchObject({
      open: ['1', '2'],
      proposal: { key: 'shares', levels: { 1: '1', 2: '0' } },
    });
    expect(reconcile(levels({ 1: 50, 2: 50 }), levels({ 0: 50, 1: 50 })).proposal).toBeNull();
  });

  it('codes of more than two levels may lack some or bring new ones', () => {
    expect(reconcile(levels({ 1: 5, 2: 3, 4: 1 }), levels({ 1: 5, 2: 3, 3: 9 }))).toMatchObject({
      open: [],
      key: 'newLevels',
    });
  });

  it('words with nothing in common are asked', () => {
    expect(reconcile(levels({ a: 5, b: 3, c: 1 }), levels({ x: 5, y: 3, z: 9 })).open).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('a level named like a prototype is a level', () => {
    expect({ ...reconcile(levels({ constructor: 5 }), levels({ Constructor: 5, b: 2 })).levels }).toEqual({
      constructor: 'Constructor',
    });
  });
});
