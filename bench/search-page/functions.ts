import type { ParamValues } from '../../src/study/params';
import type { Space } from '../../src/study/space';

interface TestFunction {
  space: Space;
  value(params: ParamValues): number;
  minimum: number;
}

const A = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const P = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];
const ALPHA = [1, 1.2, 3, 3.2];

/** Branin and Hartmann-6 as in Dixon & Szegö 1978, with the minima that are published for them. */
export const FUNCTIONS: Record<string, TestFunction> = {
  branin: {
    space: {
      f: {
        x: { kind: 'float', low: -5, high: 10, log: false },
        y: { kind: 'float', low: 0, high: 15, log: false },
      },
    },
    value({ x, y }) {
      const [a, b] = [Number(x), Number(y)];
      const valley = b - (5.1 / (4 * Math.PI ** 2)) * a ** 2 + (5 / Math.PI) * a - 6;
      return valley ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10;
    },
    minimum: 0.397887,
  },
  hartmann6: {
    space: {
      f: Object.fromEntries(
        [0, 1, 2, 3, 4, 5].map((i) => [`x${i}`, { kind: 'float', low: 0, high: 1, log: false }]),
      ),
    },
    value: (params) =>
      -ALPHA.reduce((sum, alpha, i) => {
        const far = A[i].reduce((inner, a, j) => inner + a * (Number(params[`x${j}`]) - P[i][j]) ** 2, 0);
        return sum + alpha * Math.exp(-far);
      }, 0),
    minimum: -3.32237,
  },
};
