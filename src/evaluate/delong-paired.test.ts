import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goldenInput, reproduces } from '../../scripts/golden';
import { auroc } from './auroc';
import { delongCovariance, pairedDelong } from './delong-paired';

describe('aSAH, R package pROC', () => {
  const [header = [], ...lines] = goldenInput('aSAH.csv');
  const column = (name: string) => lines.map((line) => line[header.indexOf(name)]);
  const y = column('outcome').map((outcome) => (outcome === 'Poor' ? 1 : 0));
  const marker = (name: string) => column(name).map(Number);
  const covariance = (a: string, b: string) => delongCovariance(y, marker(a), marker(b));
  const paired = (a: string, b: string) => pairedDelong(y, marker(a), marker(b));
  const interval = (a: string, b: string) => {
    const { low, high } = paired(a, b);
    return [low!, high!];
  };

  reproduces('/aSAH_pROC/delong_cov/wfns,ndka', 15, () => covariance('wfns', 'ndka'));
  reproduces('/aSAH_pROC/delong_cov/ndka,s100b', 15, () => covariance('ndka', 's100b'));
  reproduces('/aSAH_pROC/delong_cov/s100b,wfns', 15, () => covariance('s100b', 'wfns'));
  reproduces('/aSAH_pROC/paired/wfns-s100b/Z', 10, () => paired('wfns', 's100b').z);
  reproduces('/aSAH_pROC/paired/wfns-s100b/p', 12, () => paired('wfns', 's100b').p!);
  reproduces('/aSAH_pROC/paired/wfns-s100b/ci', 12, () => interval('wfns', 's100b'));
  reproduces('/aSAH_pROC/paired/wfns-ndka/Z', 10, () => paired('wfns', 'ndka').z);
  reproduces('/aSAH_pROC/paired/wfns-ndka/p', 12, () => paired('wfns', 'ndka').p!);
  reproduces('/aSAH_pROC/paired/wfns-ndka/ci', 12, () => interval('wfns', 'ndka'));
  reproduces('/aSAH_pROC/paired/ndka-s100b/Z', 10, () => paired('ndka', 's100b').z);
  reproduces('/aSAH_pROC/paired/ndka-s100b/p', 12, () => paired('ndka', 's100b').p!);
  reproduces('/aSAH_pROC/paired/ndka-s100b/ci', 12, () => interval('ndka', 's100b'));
  reproduces('/aSAH_pROC/paired/self/Z', 15, () => paired('ndka', 'ndka').z);
  reproduces('/aSAH_pROC/paired/self/p', 15, () => paired('ndka', 'ndka').p!);
});

const rows = fc
  .array(fc.tuple(fc.nat(1), fc.nat(9), fc.nat(9)), { minLength: 8, maxLength: 60 })
  .filter((list) => list.filter(([y]) => y === 1).length > 1 && list.filter(([y]) => y === 0).length > 1);

describe('any two scores of the same rows', () => {
  it('swapped, the difference turns its sign and nothing else changes', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [y, a, b] = [0, 1, 2].map((at) => list.map((row) => row[at]));
        const [there, back] = [pairedDelong(y, a, b), pairedDelong(y, b, a)];
        expect(back.difference).toBeCloseTo(-there.difference, 12);
        expect(back.z).toBeCloseTo(-there.z, 9);
        expect(back.variance).toBeCloseTo(there.variance, 12);
        if (there.p !== null) expect(back.p).toBeCloseTo(there.p, 9);
        if (there.low !== null) expect(back.high).toBeCloseTo(-there.low, 9);
      }),
    );
  });

  it('the difference is that of the two AUROCs, its variance what their covariances say', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [y, a, b] = [0, 1, 2].map((at) => list.map((row) => row[at]));
        const { difference, variance } = pairedDelong(y, a, b);
        expect(difference).toBeCloseTo(auroc(y, a) - auroc(y, b), 12);
        const apart = delongCovariance(y, a, a) + delongCovariance(y, b, b) - 2 * delongCovariance(y, a, b);
        expect(variance).toBeCloseTo(apart, 12);
      }),
    );
  });
});

it('two scores that both part the classes wholly cannot be told apart: no interval is made up', () => {
  expect(pairedDelong([0, 0, 1, 1], [1, 2, 3, 4], [2, 1, 4, 3])).toMatchObject({
    difference: 0,
    p: 1,
    low: null,
    high: null,
  });
});
