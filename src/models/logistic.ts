import { defaultsOf } from '../study/params';
import type { Family, NetSpec } from './family';
import { batchSize, learningRate, optimizerOf, outputOf, weightDecay } from './optimization';

/** Logistic regression; softmax regression for several classes, linear regression for a number. */
export const logistic: Family<NetSpec> = {
  name: 'logistic',
  params: [learningRate(0.01), weightDecay, batchSize],
  space: () => ({
    learningRate: { kind: 'choice', values: [0.003, 0.01, 0.03, 0.1] },
    weightDecay: { kind: 'choice', values: [0, 0.01, 0.1] },
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
