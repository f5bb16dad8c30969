import { describe, expect, it } from 'vitest';
import { nearestNeighbours } from '../../models/nearest-neighbours';
import { neighboursOfWeights } from '../../models/neighbours/model';
import { predictNeighbours } from '../../models/neighbours/predict';
import type { NeighboursSpec } from '../../models/neighbours/spec';
import { rng } from '../../study/random';
import { Pace } from '../pacing';
import type { Rows } from '../trainer';
import { MOST_KEPT_ROWS, startNeighbours } from './start-neighbours';

const signal = new AbortController().signal;
const pace = new Pace({ now: () => 0 });
const spec = (d: number, changed: Partial<NeighboursSpec> = {}): NeighboursSpec => ({
  ...nearestNeighbours.spec({ k: 5 }, { inputs: d, kind: 'binary', classes: 2 }),
  ...changed,
});

function rowsOf(n: number, d: number, seed: string): Rows {
  const random = rng(seed);
  const x = Float32Array.from({ length: n * d }, () => random.normal());
  return { n, d, x, y: Float32Array.from({ length: n }, (_, i) => Number(x[i * d] > 0)) };
}
const none: Rows = { n: 0, d: 2, x: new Float32Array(0), y: new Float32Array(0) };

const trained = async (train: Rows, valid: Rows, key: string[] = ['a'], changed = {}) => {
  const run = startNeighbours({ spec: spec(train.d, changed), train, valid, key }, pace);
  const result = await run.epoch(1, signal);
  return { result, weights: await run.weights() };
};

describe('nearest neighbours in training', () => {
  it('say of validation rows what the model made of the weights says, and learn what can be learned', async () => {
    const [train, valid] = [rowsOf(300, 3, 'train'), rowsOf(80, 3, 'valid')];
    const { result, weights } = await trained(train, valid);
    const { validPredictions, validLoss, trainLoss } = result;
    expect(validPredictions).toEqual(
      predictNeighbours(spec(3), neighboursOfWeights(spec(3), weights), valid.x, valid.n),
    );
    const right = [...validPredictions].filter((p, i) => Number(p > 0.5) === valid.y[i]).length;
    expect(right / valid.n).toBeGreaterThan(0.85);
    // Each training row is judged by others: as good as validation, not without fault.
    expect(trainLoss).toBeGreaterThan(0.02);
    expect(validLoss).toBeGreaterThan(0.02);
  });

  it('keep the rows as they are, and none that weighs nothing', async () => {
    const train = rowsOf(6, 2, 'few');
    const w = Float32Array.of(2, 0, 1, 1, 0, 2);
    const { weights } = await trained({ ...train, w }, none);
    const [{ kernel }, { bias }] = weights;
    expect([...kernel]).toEqual([0, 2, 3, 5].flatMap((i) => [...train.x.slice(2 * i, 2 * i + 2)]));
    expect([...bias]).toEqual([2, 1, 1, 2]);
  });

  it('have no validation loss without validation rows, and stand after one epoch', async () => {
    const { result } = await trained(rowsOf(30, 2, 'alone'), none);
    expect(result.validLoss).toBeNaN();
    expect(result.validPredictions.length).toBe(0);
  });

  it('can be of a single row, a single class or constant inputs', async () => {
    const one = { n: 1, d: 2, x: Float32Array.of(3, 4), y: Float32Array.of(1) };
    expect((await trained(one, one)).result.validPredictions).toEqual(Float32Array.of(1));
    const same = { n: 4, d: 1, x: new Float32Array(4).fill(0.1), y: Float32Array.of(0, 1, 0, 1) };
    const { result } = await trained(same, same, ['a'], { k: 4 });
    expect(result.validPredictions).toEqual(new Float32Array(4).fill(0.5));
  });

  it('read rows of a shared pool at their places', async () => {
    const pool = rowsOf(40, 2, 'pool');
    const at = Uint32Array.of(7, 3, 30, 12);
    const y = Float32Array.of(0, 1, 1, 0);
    const { weights } = await trained({ n: 4, d: 2, x: pool.x, y, at }, none);
    expect([...weights[0].kernel]).toEqual([...at].flatMap((i) => [...pool.x.slice(2 * i, 2 * i + 2)]));
  });

  it('keep of very many rows a sample, the same for the same seed', async () => {
    const many = rowsOf(MOST_KEPT_ROWS + 500, 1, 'many');
    const kept = async (key: string) => (await trained(many, none, [key])).weights[0].kernel;
    const first = await kept('one');
    expect(first.length).toBe(MOST_KEPT_ROWS);
    expect(await kept('one')).toEqual(first);
    expect(await kept('two')).not.toEqual(first);
  });

  it('end where they are asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const train = rowsOf(9, 2, 'stop');
    const run = startNeighbours({ spec: spec(2), train, valid: train, key: ['a'] }, pace);
    await expect(run.epoch(1, stop.signal)).rejects.toThrow('cancelled');
  });
});
