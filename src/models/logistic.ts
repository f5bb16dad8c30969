import { defaultsOf } from '../study/params';
import type { DescentSpec, Family } from './family';
import {
  batchSize,
  learningRate,
  optimizerOf,
  orders,
  outputOf,
  weightDecay,
  weightDecays,
} from './optimization';

/** Logistic regression by gradient descent, as studies had it before it was solved; softmax regression for several classes, linear regression for a number. */
export const logistic: Family<DescentSpec> = {
  name: 'logistic',
  former: true,
  params: [learningRate(0.01), weightDecay, batchSize],
  space: () => ({
    learningRate: orders(0.003, 0.1),
    weightDecay: weightDecays,
    batchSize: { kind: 'choice', values: [32, 128] },
  }),
  spec(params, shapes) {
    const values = { ...defaultsOf(this.params), ...params };
    const output = outputOf(shapes);
    return {
      inputs: shapes.inputs,
      layers: [output.layer],
      loss: output.loss,
      optimizer: optimizerOf(values),
    };
  },
};
