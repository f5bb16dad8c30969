import { defaultsOf, type ParamValues } from '../study/params';
import type { ConvexSpec, Family } from './family';
import { orders, outputOf, share } from './optimization';

/** Fewer rows than this are better served by a regression that is held back. */
const FEW_ROWS = 300;

/** From nearly free to nearly nothing, and the lasso, which leaves columns out. */
const LOOSE: readonly ParamValues[] = [
  { penalty: 0.1, l1Share: 0 },
  { penalty: 0.003, l1Share: 0 },
  { penalty: 0.01, l1Share: 1 },
  { penalty: 1, l1Share: 0 },
  { penalty: 0.001, l1Share: 0 },
];
const HELD_BACK: readonly ParamValues[] = [
  { penalty: 0.1, l1Share: 0 },
  { penalty: 1, l1Share: 0 },
  { penalty: 0.03, l1Share: 1 },
  { penalty: 0.003, l1Share: 0 },
  { penalty: 0.001, l1Share: 0 },
];

/**
 * Logistic regression with an elastic-net penalty, solved to its minimum; softmax regression for several classes, linear
 * regression for a number. The penalty is glmnet's lambda on standardized inputs.
 */
export const elasticNet: Family<ConvexSpec> = {
  name: 'elastic-net',
  solved: true,
  params: [
    { key: 'penalty', kind: 'float', low: 1e-5, high: 10, log: true, default: 0.02 },
    { key: 'l1Share', kind: 'float', low: 0, high: 1, default: 0 },
  ],
  space: () => ({ penalty: orders(1e-4, 2), l1Share: share(1) }),
  portfolio: (rows) => (rows < FEW_ROWS ? HELD_BACK : LOOSE),
  spec(params, shapes) {
    const values = { ...defaultsOf(this.params), ...params };
    const output = outputOf(shapes);
    return {
      inputs: shapes.inputs,
      layers: [output.layer],
      loss: output.loss,
      optimizer: { kind: 'convex', penalty: Number(values.penalty), l1Share: Number(values.l1Share) },
    };
  },
};
