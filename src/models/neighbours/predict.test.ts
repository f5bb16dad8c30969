import { describe, expect, it } from 'vitest';
import { rng } from '../../study/random';
import { nearestNeighbours } from '../nearest-neighbours';
import golden from './golden/neighbours.json';
import { neighboursOfWeights, scalesOf, weightsOfNeighbours } from './model';
import { nearestOf } from './nearest';
import { predictNeighbours } from './predict';
import type { NeighboursSpec } from './spec';

const specOf = (changed: Partial<NeighboursSpec>): NeighboursSpec => ({
  ...nearestNeighbours.spec({}, { inputs: 3, kind: 'binary', classes: 2 }),
  ...changed,
});

function modelOf(x: readonly number[], y: readonly number[], d: number, w = y.map(() => 1)) {
  const rows = Float32Array.from(x);
  const scale = scalesOf(rows, y.length, d);
  return neighboursOfWeights(
    { inputs: d },
    weightsOfNeighbours(rows, scale, Float32Array.from(y), Float32Array.from(w)),
  );
}

const { x, asked, expected } = golden;
const LOSSES = ['binary', 'softmax', 'mse'] as const;

describe('scikit-learn 1.9.1 says the same of scaled inputs', () => {
  it.each(expected)('k $k, $weights, $metric', ({ k, weights, metric, ...said }) => {
    for (const loss of LOSSES) {
      const spec = specOf({ k, loss, classes: 3, weights, metric } as Partial<NeighboursSpec>);
      const p = predictNeighbours(spec, modelOf(x, golden[loss], 3), Float32Array.from(asked), 4);
      expect(p.length).toBe(said[loss].length);
      p.forEach((value, i) => {
        expect(Math.abs(value - said[loss][i]), `${loss} ${i}`).toBeLessThan(1e-6);
      });
    }
  });

  it('with class weights, as votes of its kneighbors times the weights of classes', () => {
    // 12 / (2 * 5) and 12 / (2 * 7): class_weight="balanced" of five patients among twelve.
    const w = golden.binary.map((y) => (y === 1 ? 1.2 : 12 / 14));
    const model = modelOf(x, golden.binary, 3, w);
    const said = (weights: NeighboursSpec['weights']) =>
      predictNeighbours(specOf({ k: 5, weights }), model, Float32Array.from(asked), 4);
    for (const [weights, wanted] of [
      ['uniform', [0.48275862068965525, 0.2592592592592593, 0.48275862068965525, 1]],
      ['distance', [0.6335808308997547, 0.10875330833070347, 0, 1]],
    ] as const)
      said(weights).forEach((value, i) => {
        expect(Math.abs(value - wanted[i]), `${weights} ${i}`).toBeLessThan(1e-6);
      });
  });
});

describe('the nearest rows', () => {
  const random = rng('nearest');
  const [n, d, wanted] = [700, 11, 9];
  const rows = Float32Array.from({ length: n * d }, () => random.int(4));
  const model = modelOf([...rows], Array(n).fill(0), d);

  it.each(['euclidean', 'manhattan'] as const)(
    '%s: are those of a full sort, the first of equals',
    (metric) => {
      const queries = rows.slice(0, 90 * d);
      const { k, distance, place } = nearestOf({ k: wanted, metric }, model, queries, 90);
      expect(k).toBe(wanted);
      for (let i = 0; i < 90; i++) {
        const far = Array.from({ length: n }, (_, row) => {
          let sum = 0;
          for (let j = 0; j < d; j++) {
            const gap = (queries[i * d + j] - rows[row * d + j]) * model.scale[j];
            sum += metric === 'euclidean' ? gap * gap : Math.abs(gap);
          }
          return [Math.fround(metric === 'euclidean' ? Math.sqrt(sum) : sum), row];
        }).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
        expect([...place.slice(i * k, (i + 1) * k)]).toEqual(far.slice(0, k).map(([, row]) => row));
        expect(distance[i * k]).toBe(0);
      }
    },
  );

  it('leave a row itself out where it is asked about itself', () => {
    const self = Int32Array.from({ length: 50 }, (_, i) => i);
    const { place, k } = nearestOf({ k: 3, metric: 'euclidean' }, model, rows.slice(0, 50 * d), 50, self);
    for (let i = 0; i < 50; i++) expect([...place.slice(i * k, (i + 1) * k)]).not.toContain(i);
  });

  it('are all there are where k is larger', () => {
    const few = modelOf([1, 2, 4], [0, 1, 1], 1);
    expect(nearestOf({ k: 100, metric: 'manhattan' }, few, Float32Array.of(2.5), 1).place).toEqual(
      Int32Array.of(1, 0, 2),
    );
  });
});

it('a constant column has no say, one of 0 and 1 keeps its scale, and others are divided by their SD', () => {
  const columns = Float32Array.from([7.1, 0, 10, 7.1, 1, 20, 7.1, 1, 30]);
  const [constant, indicator, number] = scalesOf(columns, 3, 3);
  expect([constant, indicator]).toEqual([0, 1]);
  expect(number).toBeCloseTo(1 / Math.sqrt(200 / 3), 6);
});

it('rows beyond all bounds have predictions still', () => {
  const model = modelOf([1e-38, 2e-38, 3e-38], [0, 1, 1], 1);
  const p = predictNeighbours(specOf({ k: 2, inputs: 1 }), model, Float32Array.of(3e38, -3e38), 2);
  expect(p.every(Number.isFinite)).toBe(true);
});
