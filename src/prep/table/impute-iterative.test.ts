import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { expectCells, fitAndApply } from '../test-steps';
import { binaryTarget, cat, num, table } from '../test-tables';
import { imputeIterative } from './impute-iterative';

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

const params = (rounds: number, penalty: number) => ({
  rounds,
  penalty,
  categories: 'mode',
  indicator: false,
});

/**
 * Expected: StandardScaler, IterativeImputer(Ridge(alpha=penalty), max_iter=rounds, min_value and max_value those of
 * the training part) and back, scikit-learn 1.9.1.
 */
const filled = (rounds: number, penalty: number, rows: (number | null)[][]) =>
  fitAndApply(imputeIterative, params(rounds, penalty), tableOf(TRAIN), tableOf(rows));

describe('impute-iterative', () => {
  it('agrees with IterativeImputer after one round', () => {
    const { age, sbp, chol, hb } = filled(1, 1, TRAIN);
    expect(age[5]).toBeCloseTo(49.62622593544574, 9);
    expectCells([sbp[3], sbp[7]], [137.4699806805719, 142.98907555535138], 9);
    expectCells([chol[2], chol[6]], [273.2572361301181, 292.04399608547845], 9);
    expectCells([hb[1], hb[8]], [12.900770771844401, 12.611874968803058], 9);
  });

  it('agrees with it where it stops by itself, after nine rounds of ten', () => {
    const { age, sbp, chol, hb } = filled(10, 1, TRAIN);
    expect(age[5]).toBeCloseTo(48.54696571283141, 9);
    expectCells([sbp[3], sbp[7]], [142.2537043562241, 152.37907214744493], 9);
    expectCells([chol[2], chol[6]], [243.4747750936487, 280.3656938454694], 9);
    expectCells([hb[1], hb[8]], [12.874262575891649, 12.488466691094398], 9);
    const { chain } = imputeIterative.fit(tableOf(TRAIN), binaryTarget(), params(10, 1), { rng: rng(1) });
    expect(chain.length).toBe(9 * NAMES.length);
  });

  it('agrees with it on rows to come, held within the range of the training part', () => {
    const weak = filled(10, 0.1, NEW);
    expectCells(weak.age, [50, 67, 54.81713246784843, 70, 63], 9);
    expectCells(weak.sbp, [143.10085642157063, 150, 140.28085934356676, 135, 135.4974053271561], 9);
    expectCells(weak.chol, [240, 314.5825280257246, 253.87913674902694, 260, 233], 9);
    expectCells(weak.hb, [14, 12, 13.249756807311789, 11.8, 12.673591564793824], 9);
  });

  it('agrees with it on a column that only rows to come lack', () => {
    const male = [1, 0, 1, 1, 0, 0, 1, 0, 1, 1];
    const bmi = [22.1, 27.4, 25, 30.2, 24.4, null, 28.8, 31, 26.1, 23.3];
    const names = [...NAMES, 'male', 'bmi'];
    const train = tableOf(
      TRAIN.map((row, i) => [...row, male[i], bmi[i]]),
      names,
    );
    const rows = tableOf(
      [
        [50, null, 240, 14, null, 25],
        [null, 150, null, 12, 1, null],
      ],
      names,
    );
    const out = fitAndApply(imputeIterative, params(10, 1), train, rows);
    expectCells(out.male, [0.5881798741598395, 1], 9);
    expectCells(out.bmi, [25, 26.929267798104025], 9);
    expectCells(out.chol, [240, 294.36262852677953], 9);
  });

  it('fills each row alone', () => {
    const together = filled(10, 1, NEW);
    NEW.forEach((row, i) => {
      const alone = filled(10, 1, [row]);
      for (const name of NAMES) expect(alone[name][0]).toBe(together[name][i]);
    });
  });

  it('copes with constant and empty columns, with one column, and with one row', () => {
    const odd = table({ age: num(60, null, 70), five: num(5, null, 5), none: num(null, null, null) }, 3);
    expect(fitAndApply(imputeIterative, params(10, 1), odd, odd)).toEqual({
      age: [60, 65, 70],
      five: [5, 5, 5],
      none: [0, 0, 0],
    });
    const one = table({ age: num(60), hb: num(null), sex: cat([null]) }, 1);
    expect(fitAndApply(imputeIterative, params(10, 1), one, one)).toEqual({
      age: [60],
      hb: [0],
      sex: [null],
    });
  });

  it('refuses more columns than it can chain, before any work', () => {
    const wide = table(Object.fromEntries(Array.from({ length: 101 }, (_, j) => [`c${j}`, num(1, 2)])), 2);
    expect(() => imputeIterative.fit(wide, binaryTarget(), params(1, 1), { rng: rng(1) })).toThrow(
      'prep.tooManyToChain {"got":101,"limit":100}',
    );
  });

  it('learns from a seeded sample of more than 5,000 rows', () => {
    const random = rng(7);
    const x = Array.from({ length: 6000 }, () => random.normal());
    const data = table({ x: num(...x), y: num(...x.map((v, i) => (i % 4 ? 2 * v + 1 : null))) }, 6000);
    const learn = (seed: number) =>
      imputeIterative.fit(data, binaryTarget(), params(3, 1), { rng: rng(seed) });
    expect(learn(1)).toEqual(learn(1));
    expect(learn(2).chain).not.toEqual(learn(1).chain);
    expect(
      fitAndApply(imputeIterative, params(3, 1), data, table({ x: num(0.5), y: num(null) }, 1)).y[0],
    ).toBeCloseTo(2, 2);
  });
});
