import { expect, it } from 'vitest';
import { familyByName } from '../../../models/index';
import { inSpace } from '../../../search/points';
import type { Space } from '../../../study/space';
import { configOf, sameAmong, valuesOf } from './hand-config';

const mlp = familyByName('mlp');
const space: Space = { mlp: { dropout: { kind: 'float', low: 0, high: 0.5, log: false } } };

it('has the parameters of the space, so that strategies learn from it, and others where they were changed', () => {
  const values = valuesOf(mlp, { family: 'mlp', params: { dropout: 0.3 } });
  expect(values.hidden).toEqual([64, 32]);
  const config = configOf(mlp, values, space);
  expect(config).toEqual({ family: 'mlp', params: { dropout: 0.3 } });
  expect(inSpace(space, config)).toBe(true);
  expect(configOf(mlp, { ...values, hidden: [8] }, space).params).toEqual({ hidden: [8], dropout: 0.3 });
  expect(configOf(mlp, valuesOf(mlp), {}).params).toEqual({});
});

it('is known again where another one writes its defaults out or leaves them out', () => {
  const whole = { config: { family: 'mlp', params: valuesOf(mlp) } };
  const short = { config: { family: 'mlp', params: { dropout: 0.3 } } };
  expect(sameAmong(mlp, valuesOf(mlp), [short, whole])).toBe(whole);
  expect(sameAmong(mlp, valuesOf(mlp, short.config), [whole, short])).toBe(short);
  expect(
    sameAmong(familyByName('logistic'), valuesOf(familyByName('logistic')), [whole, short]),
  ).toBeUndefined();
});
