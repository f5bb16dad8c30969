import type { Forward } from '../export/predict';
import { denseForward } from './dense-forward';
import { graphForward } from './graph-nets';

/** What `Trainer.predict` gives, without TensorFlow.js. */
export const forward: Forward = async (spec, weights, x, n) =>
  spec.kind === 'graph' ? graphForward(spec, weights, x, n) : denseForward(spec, weights, x, n);
