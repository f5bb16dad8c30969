import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lbfgs } from './lbfgs';
import { fitRidge, linearPredictor, type RidgeProblem } from './ridge';
import { sparseColumns } from './sparse-columns';

// Expected numbers: scikit-learn 1.9.1, LogisticRegression (newton-cholesky, tol 1e-14) and Ridge (svd) on these rows.
const AGE = [5.1, 4.9, 6.2, 5.8, 6.9, 5, 7.1, 6, 5.5, 6.6, 4.7, 6.4];
const PRESSURE = [120, 135, 110, 150, 142, 128, 160, 118, 155, 131, 144, 125];
const BINARY = [0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0];
const CLASSES = [0, 1, 2, 0, 2, 1, 2, 0, 1, 2, 0, 1];
const VALUES = [2.5, 3.1, 4.4, 3.9, 5.2, 2.2, 6.1, 3.7, 4.8, 4, 3.3, 3.6];
const x = sparseColumns([AGE, PRESSURE], AGE.length);
const solve = (problem: Partial<RidgeProblem>) =>
  fitRidge({ loss: 'binary', x, y: BINARY, units: 1, l2: 1, tolerance: 1e-9, ...problem });

const close = (got: ArrayLike<number>, wanted: number[], digits = 6) => {
  expect(got.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) expect(got[i]).toBeCloseTo(value, digits);
};

describe('fitRidge', () => {
  test('logistic regression, C = 1', () => {
    const model = solve({});
    close(model.kernel, [0.858993680968549, 0.04454537714722764]);
    close(model.intercept, [-11.843059167665194], 5);
  });

  test('class_weight="balanced"', () => {
    const model = solve({ w: BINARY.map((y) => (y === 1 ? 1.5 : 0.75)) });
    close(model.kernel, [0.9182581069208985, 0.0365061591887406]);
    close(model.intercept, [-10.45814492463597], 5);
  });

  test('three classes', () => {
    const model = solve({ loss: 'softmax', y: CLASSES, units: 3 });
    close(
      model.kernel,
      [
        -0.6158598095811221, -0.5442443424013546, 1.160104151982477, -0.0044593184571247585,
        0.00940850511414255, -0.004949186656991023,
      ],
      5,
    );
    const [a, b, c] = linearPredictor(model, x);
    const all = Math.exp(a) + Math.exp(b) + Math.exp(c);
    close(
      [Math.exp(a) / all, Math.exp(b) / all, Math.exp(c) / all],
      [0.50130471067038, 0.39721851495921134, 0.10147677437040857],
      5,
    );
  });

  test('linear regression, alpha = 1', () => {
    const model = solve({ loss: 'mse', y: VALUES });
    close(model.kernel, [0.8683779333189933, 0.032613372855819465]);
    close(model.intercept, [-5.5773806833091015], 5);
  });

  test('a column of no variation and one of another size change nothing', () => {
    const wide = sparseColumns([AGE, PRESSURE, AGE.map(() => 7), AGE.map(() => 0)], AGE.length);
    const model = solve({ x: wide });
    close(model.kernel, [0.858993680968549, 0.04454537714722764, 0, 0]);
    const huge = solve({ x: sparseColumns([AGE, PRESSURE.map((v) => v * 1e6)], AGE.length), l2: 1e-9 });
    const plain = solve({ l2: 1e-9 });
    expect(huge.kernel[1] * 1e6).toBeCloseTo(plain.kernel[1], 4);
  });
});

test('lbfgs finds the bottom of any bowl', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 1000 })), {
        minLength: 1,
        maxLength: 8,
      }),
      (bowl) => {
        const found = lbfgs(
          (at, gradient) =>
            bowl.reduce((sum, [centre, width], i) => {
              gradient[i] = 2 * width * (at[i] - centre);
              return sum + width * (at[i] - centre) ** 2;
            }, 0),
          new Float64Array(bowl.length),
          { tolerance: 1e-6 },
        );
        expect(found.converged).toBe(true);
        for (const [i, [centre]] of bowl.entries()) expect(found.x[i]).toBeCloseTo(centre, 5);
      },
    ),
    { seed: 1 },
  );
});

test('lbfgs says when it was not given enough steps', () => {
  const valley = (at: Float64Array, gradient: Float64Array) => {
    gradient[0] = 2 * at[0] - 2000;
    gradient[1] = 2e6 * at[1] + 2e6;
    return (at[0] - 1000) ** 2 + 1e6 * (at[1] + 1) ** 2;
  };
  expect(lbfgs(valley, new Float64Array(2), { maxIterations: 1 }).converged).toBe(false);
});
