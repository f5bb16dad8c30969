import { describe, expect, it } from 'vitest';
import { fitAndApply } from '../test-steps';
import { cat, num, ordinal, table } from '../test-tables';
import { imputeConstant } from './impute-constant';

const train = table({ dose: num(5, null, 10), drug: cat(['ACE', null, 'ARB']) }, 3);
const rows = table({ dose: num(null, 2.5), drug: cat([null, 'ARB']) }, 2);

describe('impute-constant', () => {
  it('agrees with SimpleImputer(strategy="constant") of scikit-learn 1.9.1', () => {
    expect(fitAndApply(imputeConstant, { number: 0, text: 'none', indicator: false }, train, rows)).toEqual({
      dose: [0, 2.5],
      drug: ['none', 'ARB'],
    });
  });

  it('marks what was missing', () => {
    const out = fitAndApply(imputeConstant, { number: -1, text: 'ACE', indicator: true }, train, rows);
    expect(out).toEqual({
      dose: [-1, 2.5],
      'dose:missing': [1, 0],
      drug: ['ACE', 'ARB'],
      'drug:missing': [1, 0],
    });
  });

  it('ends the order of levels only where the text is none of them', () => {
    const stage = table({ stage: ordinal(['I', null], ['I', 'II']) }, 2);
    const ordered = (text: string) => {
      const params = { number: 0, text, indicator: false };
      const column = imputeConstant
        .apply(stage, params, { numbers: [], categories: ['stage'], indicators: [] })
        .cols.get('stage');
      return column?.kind === 'cat' && column.ordered === true;
    };
    expect([ordered('II'), ordered('unknown')]).toEqual([true, false]);
  });
});
