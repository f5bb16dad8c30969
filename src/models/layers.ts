import { defaultsOf, type Param } from '../study/params';
import type { Domain } from '../study/space';
import type { DescentSpec, Family } from './family';
import {
  batchSize,
  learningRate,
  optimizerOf,
  orders,
  outputOf,
  share,
  weightDecay,
  weightDecays,
} from './optimization';

const MOST_LAYERS = 4;
const WIDTHS = [8, 16, 32, 64, 128, 256];
const places = Array.from({ length: MOST_LAYERS }, (_, i) => i + 1);

const unitsKey = (layer: number): string => `units${layer}`;

const units = (layer: number): Param => ({
  key: unitsKey(layer),
  kind: 'choice',
  choices: WIDTHS,
  default: layer === 1 ? 64 : 32,
});

/** Widths of a layer; of all but the first only where there are so many layers. */
const widthsOf = (layer: number): Domain => ({
  kind: 'choice',
  values: [...WIDTHS],
  ...(layer > 1 && { when: { key: 'layers', in: places.filter((count) => count >= layer) } }),
});

/** A multilayer perceptron whose depth, and the width of each layer, are searched by themselves. */
export const layers: Family<DescentSpec> = {
  name: 'layers',
  reads: 'embedded',
  structure: ['layers', ...places.map(unitsKey)],
  params: [
    { key: 'layers', kind: 'int', low: 1, high: MOST_LAYERS, default: 2 },
    ...places.map(units),
    { key: 'dropout', kind: 'float', low: 0, high: 0.9, default: 0.2 },
    learningRate(0.003),
    weightDecay,
    batchSize,
  ],
  space: () => ({
    layers: { kind: 'int', low: 1, high: MOST_LAYERS, log: false, step: 1 },
    ...Object.fromEntries(places.map((layer) => [unitsKey(layer), widthsOf(layer)])),
    dropout: share(0.5),
    learningRate: orders(1e-3, 1e-2),
    weightDecay: weightDecays,
  }),
  spec(params, shapes) {
    const values = { ...defaultsOf(this.params), ...params };
    const output = outputOf(shapes);
    const dropout = Number(values.dropout);
    return {
      inputs: shapes.inputs,
      layers: [
        ...places
          .filter((layer) => layer <= Number(values.layers))
          .map((layer) => ({
            units: Number(values[unitsKey(layer)]),
            activation: 'relu' as const,
            dropout,
          })),
        output.layer,
      ],
      loss: output.loss,
      optimizer: optimizerOf(values),
    };
  },
};
