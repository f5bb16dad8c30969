import { describe, expect, it } from 'vitest';
import { goldenAt, goldenInput, goldenThere, reproduces } from '../../scripts/golden';
import { auroc, delong, delongInterval, logitInterval } from './auroc';
import { binaryStatistics } from './binary-statistics';
import { brier } from './brier';
import { calibrationCoefficients, calibrationFits } from './calibration/coefficients';
import { calibrationError, calibrationGroups } from './calibration/groups';
import { fitLogistic } from './calibration/logistic';
import { reliability } from './calibration/reliability';
import { CELL_MEASURES, type CellMeasure } from './cells';
import { clopperPearson } from './clopper-pearson';
import { confusion, decide } from './confusion';
import { interventionsAvoided, netBenefits } from './decision-curve';
import { evaluateTest } from './evaluate';
import { cellsAt } from './operating-points';
import { rocCurve } from './roc';
import { samplesOf } from './sample';
import { estimatesOf } from './statistics';
import { youden } from './threshold';
import { wilson } from './wilson';

/** All measures of one row a person at a threshold, as the evaluation computes them. */
function measures(y: number[], p: number[], threshold: number): Map<string, number> {
  const target = { kind: 'binary' as const, classes: ['0', '1'], y: Float64Array.from(y) };
  const [sample] = samplesOf({ target, p, unit: y.map((_, i) => i) });
  const decided = Array.from(sample.p, (risk) => (risk >= threshold ? 1 : 0));
  return estimatesOf(binaryStatistics(sample, decided, threshold), y.length);
}

describe('aSAH, R package pROC', () => {
  const [header = [], ...lines] = goldenInput('aSAH.csv');
  const column = (name: string) => lines.map((line) => line[header.indexOf(name)]);
  const y = column('outcome').map((outcome) => (outcome === 'Poor' ? 1 : 0));
  const marker = (name: string) => column(name).map(Number);

  reproduces('/aSAH_pROC/auc/wfns', 12, () => auroc(y, marker('wfns')));
  reproduces('/aSAH_pROC/auc/s100b', 12, () => auroc(y, marker('s100b')));
  reproduces('/aSAH_pROC/auc/ndka', 12, () => auroc(y, marker('ndka')));
  reproduces('/aSAH_pROC/delong_var/wfns', 12, () => delong(y, marker('wfns')).variance);
  reproduces('/aSAH_pROC/delong_var/ndka', 12, () => delong(y, marker('ndka')).variance);
  reproduces('/aSAH_pROC/delong_var/s100b', 12, () => delong(y, marker('s100b')).variance);

  const interval = (rows: number[]) => {
    const result = delong(
      rows.map((i) => y[i]),
      rows.map((i) => marker('ndka')[i]),
    );
    const { low, high } = delongInterval(result);
    return [low, result.auroc, high];
  };
  reproduces('/aSAH_pROC/ci95_ndka', 10, () => interval(y.map((_, i) => i)));
  reproduces('/aSAH_pROC/ci95_ndka_female', 9, () =>
    interval(column('gender').flatMap((gender, i) => (gender === 'Female' ? [i] : []))),
  );

  const best = () => {
    const scores = marker('s100b');
    const [[tn, fp], [fn, tp]] = confusion(y, decide('binary', scores, 2, youden(y, scores)), 2);
    return { specificity: tn / (tn + fp), sensitivity: tp / (tp + fn) };
  };
  reproduces('/aSAH_pROC/youden_s100b/threshold', 12, () => youden(y, marker('s100b')));
  reproduces('/aSAH_pROC/youden_s100b/specificity', 7, () => best().specificity);
  reproduces('/aSAH_pROC/youden_s100b/sensitivity', 7, () => best().sensitivity);

  it.skipIf(!goldenThere)('the trapezoid area under the curve of a heavily tied score', () => {
    const points = rocCurve(y, marker('wfns'));
    let area = 0;
    for (let i = 1; i < points.length; i++)
      area += ((points[i][0] - points[i - 1][0]) * (points[i][1] + points[i - 1][1])) / 2;
    expect(area).toBeCloseTo(goldenAt('/aSAH_pROC/auc/wfns') as number, 12);
  });
});

describe('ADNEX, Van Calster et al. 2025', () => {
  const rows = goldenInput('adnex_case_study.txt', ' ').slice(1);
  const y = rows.map((row) => Number(row[0]));
  const p = rows.map((row) => Number(row[2]));
  const all = () => measures(y, p, 0.1);
  const of = (path: string, name: string, decimals = 6) =>
    reproduces(`/ADNEX_VanCalster2025/${path}`, decimals, () => all().get(name)!);

  of('AUROC', 'auroc');
  of('AP', 'ap');
  of('AUPRC_trapezoid', 'auprc');
  of('OE', 'oe');
  of('Brier', 'brier');
  of('scaledBrier', 'scaledBrier');
  of('McFadden', 'mcFadden');
  of('CoxSnell', 'coxSnell');
  of('Nagelkerke', 'nagelkerke');
  of('discrimination_slope', 'discriminationSlope');
  of('MAPE', 'mape');
  of('t=0.1/accuracy', 'accuracy');
  of('t=0.1/sens', 'sensitivity');
  of('t=0.1/spec', 'specificity');
  of('t=0.1/ppv', 'ppv');
  of('t=0.1/npv', 'npv');
  of('t=0.1/F1', 'f1');
  of('t=0.1/MCC', 'mcc');
  of('t=0.1/kappa', 'kappa');
  of('t=0.1/DOR', 'dor');
  of('t=0.1/NB', 'netBenefit');
  of('t=0.1/stdNB', 'standardizedNetBenefit', 5);
  reproduces('/ADNEX_VanCalster2025/loglik', 6, () => -all().get('logLoss')! * y.length);

  for (const name of ['TP', 'FP', 'FN', 'TN'])
    reproduces(
      `/ADNEX_VanCalster2025/t=0.1/${name}`,
      12,
      () => cellsAt(y, p, [0.1])[0][name.toLowerCase() as 'tp' | 'fp' | 'fn' | 'tn'],
    );

  const calibration = () => calibrationCoefficients(calibrationFits(y, p));
  reproduces(
    '/ADNEX_VanCalster2025/cal_intercept_slope1',
    6,
    () => calibration().get('calibrationIntercept')!.estimate,
  );
  reproduces('/ADNEX_VanCalster2025/cal_slope_ML', 6, () => calibration().get('calibrationSlope')!.estimate);

  const groups = () => {
    const order = [...p.keys()].sort((a, b) => p[a] - p[b]);
    const pairs = {
      p: Float64Array.from(order, (i) => p[i]),
      y: Float64Array.from(order, (i) => y[i]),
      unit: Int32Array.from(order),
    };
    return calibrationGroups(pairs, true);
  };
  reproduces('/ADNEX_VanCalster2025/ECE10_unweighted', 6, () => calibrationError(groups(), false));
  reproduces('/ADNEX_VanCalster2025/ECE10_weighted', 7, () => calibrationError(groups(), true));

  // Computed with statsmodels and scipy for golden.json, not published.
  const derived = '/ADNEX_VanCalster2025/derived_here_not_published';
  const limits = ({ low, high }: { low: number | null; high: number | null }) => [low!, high!];
  reproduces(`${derived}/delong95`, 9, () => limits(delongInterval(delong(y, p))));
  reproduces(`${derived}/cal_slope_wald95`, 6, () => limits(calibration().get('calibrationSlope')!));
  reproduces(`${derived}/cal_int_wald95`, 6, () => limits(calibration().get('calibrationIntercept')!));
  reproduces(`${derived}/NB_treat_all`, 9, () => netBenefits(y, new Array(y.length).fill(1), [0.1])[0]);
  reproduces(`${derived}/wilson_sens`, 9, () => limits(wilson(414, 434)));
  reproduces(`${derived}/wilson_spec`, 9, () => limits(wilson(296, 460)));

  it.skipIf(!goldenThere)('the whole evaluation gives them to the precision of float32', async () => {
    const target = { kind: 'binary' as const, classes: ['benign', 'malignant'], y: Float64Array.from(y) };
    const { metrics } = await evaluateTest({
      target,
      p: Float32Array.from(p),
      unit: Int32Array.from(y.keys()),
      threshold: 0.1,
      scheme: 'external',
      seed: 1,
    });
    const exact = all();
    for (const [name, { estimate }] of Object.entries(metrics))
      if (exact.has(name)) expect(estimate / exact.get(name)!).toBeCloseTo(1, 5);
    expect(Object.keys(metrics)).toEqual(expect.arrayContaining([...CELL_MEASURES] satisfies CellMeasure[]));
    expect(limits(metrics.calibrationSlope)[0]).toBeCloseTo(
      (goldenAt(`${derived}/cal_slope_wald95`) as number[])[0],
      5,
    );
  });
});

describe('R package CalibrationCurves', () => {
  const table = (name: string) => {
    const rows = goldenInput(name)
      .slice(1)
      .map((row) => row.map(Number));
    return { y: rows.map((row) => row[0]), x: [1, 2, 3, 4].map((j) => rows.map((row) => row[j])) };
  };
  const [train, test] = [table('cc_train.csv'), table('cc_test.csv')];
  const { y } = test;
  const fitted = goldenThere ? Array.from(fitLogistic(train.x, train.y)!.coefficients) : [0];
  const p = y.map((_, i) => {
    const eta = fitted.reduce((sum, b, j) => sum + b * (j === 0 ? 1 : test.x[j - 1][i]), 0);
    return 1 / (1 + Math.exp(-eta));
  });
  const path = (name: string) => `/CalibrationCurves/${name}`;
  const indices = () => reliability(y, p)!;
  const all = () => measures(y, p, 0.5);

  reproduces(path('C'), 8, () => auroc(y, p));
  reproduces(path('Dxy'), 8, () => 2 * auroc(y, p) - 1);
  reproduces(path('R2'), 8, () => indices().r2);
  reproduces(path('D'), 8, () => indices().discrimination);
  reproduces(path('LR'), 6, () => indices().likelihoodRatio);
  reproduces(path('U'), 7, () => indices().unreliability);
  reproduces(path('Uchisq'), 6, () => indices().unreliabilityChiSquare);
  reproduces(path('Up'), 8, () => indices().p);
  reproduces(path('Q'), 8, () => indices().quality);
  reproduces(path('Brier'), 8, () => brier(y, p, 2));
  reproduces(path('scaledBrier'), 8, () => all().get('scaledBrier')!);
  reproduces(path('rms_style_joint_intercept'), 8, () => indices().intercept);
  reproduces(path('OE'), 9, () => all().get('oe')!);
  reproduces(path('C_ci_logit_DeLong'), 3, () => {
    const { low, high } = logitInterval(delong(y, p));
    return [low, high];
  });
  const withLimits = (name: string) => {
    const { estimate, low, high } = calibrationCoefficients(calibrationFits(y, p)).get(name)!;
    return [estimate, low!, high!];
  };
  // The limits are published to three or four decimals, the estimates to eight.
  reproduces(path('intercept'), 4, () => withLimits('calibrationIntercept'));
  reproduces(path('slope'), 3, () => withLimits('calibrationSlope'));
});

describe('decision curves, R package dcurves', () => {
  const [header = [], ...lines] = goldenInput('df_binary.csv');
  const column = (name: string) => lines.map((line) => line[header.indexOf(name)]);
  const y = column('cancer').map((cancer) => (cancer === 'TRUE' ? 1 : 0));
  const marker = column('cancerpredmarker').map(Number);
  const age = column('age').map(Number);
  const T = 0.25;
  const at = (p: number[]) => netBenefits(y, p, [T])[0];
  const everybody = y.map(() => 1);
  const nobody = y.map(() => 0);
  const path = (name: string) => `/DCA/t=0.25/${name}`;

  reproduces(path('all'), 8, () => at(everybody));
  reproduces(path('none'), 12, () => at(nobody));
  reproduces(path('cancerpredmarker'), 8, () => at(marker));
  reproduces(path('age_via_logistic'), 8, () => {
    const [a, b] = fitLogistic([age], y)!.coefficients;
    return at(age.map((years) => 1 / (1 + Math.exp(-a - b * years))));
  });
  const avoided = (p: number[]) => interventionsAvoided(at(p), at(everybody), T);
  reproduces(path('interventions_avoided_cancerpredmarker'), 8, () => avoided(marker));
  reproduces(path('interventions_avoided_none'), 8, () => avoided(nobody));
  reproduces('/DCA/t=0_famhistory', 8, () => netBenefits(y, column('famhistory').map(Number), [0])[0]);

  it.skipIf(!goldenThere)('the whole curve of dcurves, harm 0', () => {
    const [names = [], ...rows] = goldenInput('r_case1.csv');
    const read = (variable: string) => rows.filter((row) => row[0] === variable);
    const wanted = read('all').slice(1, 99);
    const thresholds = wanted.map((row) => Number(row[names.indexOf('threshold')]));
    const found = netBenefits(y, everybody, thresholds);
    for (const [i, row] of wanted.entries())
      expect(found[i]).toBeCloseTo(Number(row[names.indexOf('net_benefit')]), 8);
    expect(wanted.length).toBe(98);
  });
});

describe('intervals of a proportion, Newcombe 1998', () => {
  const both = ({ low, high }: { low: number; high: number }) => [low, high];
  for (const [hits, n] of [
    [81, 263],
    [15, 148],
    [0, 20],
    [1, 29],
  ]) {
    reproduces(`/proportion_CI/wilson/${hits}/${n}`, 4, () => both(wilson(hits, n)));
    reproduces(`/proportion_CI/clopper_pearson_computed_here/${hits}/${n}`, 6, () =>
      both(clopperPearson(hits, n)),
    );
  }
  reproduces('/proportion_CI/clopper_pearson_computed_here/0/10', 6, () => both(clopperPearson(0, 10)));
});
