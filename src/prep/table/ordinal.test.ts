import { expect, it } from 'vitest';
import { cat, fitAndApply, ordinal as ordered, plain, table } from '../test-tables';
import { ordinal } from './ordinal';

const ORDER = ['mild', 'moderate', 'severe'];
const train = table(
  { s: ordered(['mild', 'severe', 'mild', null], ORDER), sex: cat(['F', 'M', 'F', 'M']) },
  4,
);

// scikit-learn 1.9.1: OrdinalEncoder(categories=[ORDER], handle_unknown="use_encoded_value", unknown_value=nan)
it('gives each level its place in the order, whatever the dictionary of the rows to come', () => {
  const rows = table(
    { s: cat(['severe', 'mild', null, 'fatal', 'moderate']), sex: cat(Array(5).fill('F')) },
    5,
  );
  expect(fitAndApply(ordinal, {}, train, rows).s).toEqual([2, 0, null, null, 1]);
});

it('leaves categories without an order alone: their places would mean nothing', () => {
  expect(ordinal.concerns(train, {})).toEqual(['s']);
  expect(fitAndApply(ordinal, {}, train, train).sex).toEqual(plain(train).sex);
});
