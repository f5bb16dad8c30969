import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { expectCells, fitAndApply } from '../test-steps';
import { binaryTarget, cat, num, plain, table } from '../test-tables';
import { imputeKnn } from './impute-knn';

/** Age, systolic pressure, cholesterol, haemoglobin of ten patients, and of five to come. */
const NAMES = ['age', 'sbp', 'chol', 'hb'];
const TRAIN = [
  [63, 145, 233, 13.1],
  [67, 160, 286, null],
  [67, 120, null, 11.8],
  [37, null, 250, 15.2],
  [41, 130, 204, 14],
  [null, 120, 236, 13.6],
  [62, 140, null, 12.2],
  [57, null, 354, 12.9],
  [63, 130, 254, null],
  [53, 140, 203, 14.4],
];
const NEW = [
  [50, null, 240, 14],
  [null, 150, null, 12],
  [null, null, null, null],
  [70, 135, 260, null],
  [63, null, 233, null],
];
const tableOf = (rows: (number | null)[][], names = NAMES) =>
  table(Object.fromEntries(names.map((name, j) => [name, num(...rows.map((row) => row[j]))])), rows.length);

/** Expected: StandardScaler, KNNImputer and back, scikit-learn 1.9.1. */
const filled = (neighbours: number, weights: string, rows: (number | null)[][]) =>
  fitAndApply(
    imputeKnn,
    { neighbours, weights, categories: 'mode', indicator: false },
    tableOf(TRAIN),
    tableOf(rows),
  );

describe('impute-knn', () => {
  it('agrees with KNNImputer(n_neighbors=3) on the training part', () => {
    const { age, sbp, chol, hb } = filled(3, 'uniform', TRAIN);
    expectCells(age, [63, 67, 67, 37, 41, 47, 62, 57, 63, 53]);
    expectCells(sbp, [145, 160, 120, 130, 130, 120, 140, 140, 130, 140]);
    expectCells(chol, [233, 286, 281.3333333333333, 250, 204, 236, 280.3333333333333, 354, 254, 203]);
    expectCells(hb, [13.1, 12.733333333333333, 11.8, 15.2, 14, 13.6, 12.2, 12.9, 12.533333333333333, 14.4]);
  });

  it('agrees with it on rows to come, one of them with nothing known: the means', () => {
    const { age, sbp, chol, hb } = filled(3, 'uniform', NEW);
    expectCells(age, [50, 64, 56.666666666666664, 70, 63]);
    expectCells(sbp, [130, 150, 135.625, 135, 135]);
    expectCells(chol, [240, 291, 252.5, 260, 233]);
    expectCells(hb, [14, 12, 13.4, 12.366666666666667, 12.966666666666667]);
  });

  it('agrees with KNNImputer(weights="distance"); a donor at no distance decides alone', () => {
    const { age, sbp, chol, hb } = filled(5, 'distance', NEW);
    expectCells(age, [50, 62.38207172673083, 56.666666666666664, 70, 63]);
    expectCells(sbp, [129.90132620131448, 150, 135.625, 135, 145]);
    expectCells(chol, [240, 274.5458176657561, 252.5, 260, 233]);
    expectCells(hb, [14, 12, 13.4, 12.8805809946521, 13.1]);
  });

  it('agrees with one neighbour', () => {
    expectCells(filled(1, 'uniform', NEW).hb, [14, 12, 13.4, 12.2, 13.1]);
  });

  it('fills a column that is empty in the training part with 0', () => {
    const train = table({ age: num(60, 70), lactate: num(null, null) }, 2);
    const rows = table({ age: num(null, 65), lactate: num(null, 4) }, 2);
    const params = { neighbours: 5, weights: 'uniform', categories: 'mode', indicator: true };
    expect(fitAndApply(imputeKnn, params, train, rows)).toEqual({ age: [65, 65], lactate: [0, 4] });
  });

  it('fills categories with the mode or leaves them, and marks what was missing', () => {
    const train = table({ age: num(60, null), sex: cat(['F', null]) }, 2);
    const params = { neighbours: 5, weights: 'uniform', categories: 'mode', indicator: true };
    expect(fitAndApply(imputeKnn, params, train, train)).toEqual({
      age: [60, 60],
      'age:missing': [0, 1],
      sex: ['F', 'F'],
      'sex:missing': [0, 1],
    });
    const kept = fitAndApply(imputeKnn, { ...params, categories: 'keep', indicator: false }, train, train);
    expect(kept).toEqual({ age: [60, 60], sex: ['F', null] });
  });

  it('keeps 2,000 rows of more, the same for the same seed, and says that it keeps rows', () => {
    const many = table({ age: num(...Array.from({ length: 2500 }, (_, i) => i)) }, 2500);
    const learn = (seed: number) =>
      imputeKnn.fit(many, binaryTarget(), { categories: 'mode', indicator: false }, { rng: rng(seed) });
    expect(learn(1).donors.length).toBe(2000);
    expect(new Set(learn(1).donors.flat()).size).toBe(2000);
    expect(learn(1)).toEqual(learn(1));
    expect(learn(2).donors).not.toEqual(learn(1).donors);
    expect(imputeKnn.holdsRows).toBe(true);
    // The mean is that of all rows, not of the sample.
    const params = { neighbours: 5, weights: 'uniform', categories: 'mode', indicator: false };
    expect(plain(imputeKnn.apply(table({ age: num(null) }, 1), params, learn(1)))).toEqual({ age: [1249.5] });
  });
});
