import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auroc, delong, delongInterval } from './auroc';
import { brier } from './brier';
import { confusion, decide } from './confusion';
import { proportions, wilsonEstimate } from './proportions';
import { rocCurve } from './roc';
import { youden } from './threshold';
import { wilson } from './wilson';

// Inputs and expected numbers of published worked examples: reference/golden.json names each source. They are
// not vendored; where they are absent these tests are skipped.
const folder = '../shared/reference';
const there = existsSync(`${folder}/golden.json`);
const read = (name: string) => readFileSync(`${folder}/${name}`, 'utf8').trim().split(/\r?\n/);

describe.skipIf(!there)('golden.json aSAH_pROC (skipped without ../shared)', () => {
  const golden = there ? JSON.parse(read('golden.json').join('\n')).aSAH_pROC : null;
  const [header, ...lines] = there ? read('aSAH.csv').map((line) => line.split(',')) : [[]];
  const column = (name: string) => lines.map((line) => line[header.indexOf(name)]);
  const y = column('outcome').map((outcome) => (outcome === 'Poor' ? 1 : 0));
  const marker = (name: string) => column(name).map(Number);

  it.each(['wfns', 's100b', 'ndka'])('aSAH_pROC.auc.%s and aSAH_pROC.delong_var', (name) => {
    const result = delong(y, marker(name));
    expect(auroc(y, marker(name))).toBeCloseTo(golden.auc[name], 12);
    expect(result.auroc).toBeCloseTo(golden.auc[name], 12);
    expect(result.variance).toBeCloseTo(golden.delong_var[name], 12);
  });

  it('aSAH_pROC.ci95_ndka', () => {
    const result = delong(y, marker('ndka'));
    const { low, high } = delongInterval(result);
    for (const [i, value] of [low, result.auroc, high].entries())
      expect(value).toBeCloseTo(golden.ci95_ndka[i], 10);
  });

  it('aSAH_pROC.ci95_ndka_female', () => {
    const women = column('gender').flatMap((gender, i) => (gender === 'Female' ? [i] : []));
    const result = delong(
      women.map((i) => y[i]),
      women.map((i) => marker('ndka')[i]),
    );
    const { low, high } = delongInterval(result);
    for (const [i, value] of [low, result.auroc, high].entries())
      expect(value).toBeCloseTo(golden.ci95_ndka_female[i], 9);
  });

  it('aSAH_pROC.youden_s100b', () => {
    const scores = marker('s100b');
    const threshold = youden(y, scores);
    expect(threshold).toBeCloseTo(golden.youden_s100b.threshold, 12);
    const counts = confusion(y, decide('binary', scores, 2, threshold), 2);
    expect(counts[0][0] / (counts[0][0] + counts[0][1])).toBeCloseTo(golden.youden_s100b.specificity, 7);
    expect(counts[1][1] / (counts[1][0] + counts[1][1])).toBeCloseTo(golden.youden_s100b.sensitivity, 7);
  });

  it('aSAH_pROC.auc.wfns is the trapezoid area under the curve of a heavily tied score', () => {
    const points = rocCurve(y, marker('wfns'));
    let area = 0;
    for (let i = 1; i < points.length; i++)
      area += ((points[i][0] - points[i - 1][0]) * (points[i][1] + points[i - 1][1])) / 2;
    expect(area).toBeCloseTo(golden.auc.wfns, 12);
  });
});

describe.skipIf(!there)('golden.json ADNEX_VanCalster2025 (skipped without ../shared)', () => {
  const golden = there ? JSON.parse(read('golden.json').join('\n')).ADNEX_VanCalster2025 : null;
  const rows = there
    ? read('adnex_case_study.txt')
        .slice(1)
        .map((line) => line.split(' '))
    : [];
  const y = rows.map((row) => Number(row[0]));
  const p = rows.map((row) => Number(row[2]));

  it('ADNEX_VanCalster2025.AUROC and .derived_here_not_published.delong95', () => {
    expect(y.length).toBe(golden.n);
    const result = delong(y, p);
    expect(result.auroc).toBeCloseTo(golden.AUROC, 6);
    const { low, high } = delongInterval(result);
    expect(low).toBeCloseTo(golden.derived_here_not_published.delong95[0], 9);
    expect(high).toBeCloseTo(golden.derived_here_not_published.delong95[1], 9);
  });

  it('ADNEX_VanCalster2025.Brier', () => expect(brier(y, p, 2)).toBeCloseTo(golden.Brier, 6));

  it('ADNEX_VanCalster2025.t=0.1', () => {
    const wanted = golden['t=0.1'];
    const decided = decide('binary', p, 2, 0.1);
    expect(confusion(y, decided, 2)).toEqual([
      [wanted.TN, wanted.FP],
      [wanted.FN, wanted.TP],
    ]);
    const shares = proportions(y, decided);
    const each = y.map((_, i) => i);
    for (const [name, key] of Object.entries({
      sensitivity: 'sens',
      specificity: 'spec',
      ppv: 'ppv',
      npv: 'npv',
    }))
      expect(wilsonEstimate(shares[name as keyof typeof shares], each).estimate).toBeCloseTo(wanted[key], 6);
    expect(wilsonEstimate(shares.accuracy, each).estimate).toBeCloseTo(wanted.accuracy, 6);
    const sensitivity = wilsonEstimate(shares.sensitivity, each);
    expect(sensitivity.low).toBeCloseTo(golden.derived_here_not_published.wilson_sens[0], 9);
    expect(sensitivity.high).toBeCloseTo(golden.derived_here_not_published.wilson_sens[1], 9);
  });
});

describe('golden.json proportion_CI.wilson', () => {
  // Newcombe 1998, Table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('proportion_CI.wilson %i/%i', (successes, n, low, high) => {
    const interval = wilson(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });
});
