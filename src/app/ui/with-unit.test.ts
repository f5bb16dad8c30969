import { expect, test } from 'vitest';
import { withUnit } from './with-unit';

test('a unit where the study knows one, the bare name otherwise', () => {
  const columns = [{ name: 'bilirubin', unit: 'mg/dL' }, { name: 'age' }];
  expect(withUnit('bilirubin', columns)).toBe('bilirubin (mg/dL)');
  expect(withUnit('age', columns)).toBe('age');
  expect(withUnit('bilirubin', undefined)).toBe('bilirubin');
});
