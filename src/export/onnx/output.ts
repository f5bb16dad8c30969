import type { NetSpec } from '../../models/family';
import type { Operation, Value } from './model';

/** What the last layer's numbers become. */
const OUTPUT = {
  binary: { op: 'Sigmoid', doc: 'Probability of the second class.' },
  softmax: { op: 'Softmax', doc: 'Probability of each class.' },
  mse: { op: 'Identity', doc: 'The outcome, standardized as in training.' },
} as const;

export const ending = (loss: NetSpec['loss'], top: string): Operation => ({
  op: OUTPUT[loss].op,
  inputs: [top],
  output: 'y',
  ...(loss === 'softmax' && { attributes: { axis: 1 } }),
});

export const outputOf = (loss: NetSpec['loss'], units: number): Value => ({
  name: 'y',
  shape: [units],
  doc: OUTPUT[loss].doc,
});
