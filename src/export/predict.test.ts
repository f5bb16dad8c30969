import { describe, expect, it } from 'vitest';
import { takeRows } from '../data/dataset';
import { applyPipeline, toMatrix } from '../prep/pipeline';
import { predict } from './predict';
import { examplePredictor, plainForward } from './testing';

describe('predicting with a finished model', () => {
  it('averages the members by weight, whatever the weights sum to', async () => {
    const { predictor, data } = examplePredictor();
    const { x } = toMatrix(applyPipeline(predictor.members[0].steps, data));
    const [a, b] = await Promise.all(
      predictor.members.map(({ spec, weights }) => plainForward(spec, weights, x, data.n)),
    );
    const halved = { ...predictor, members: predictor.members.map((m) => ({ ...m, weight: m.weight / 2 })) };
    for (const one of [predictor, halved]) {
      const { p, threshold, classes } = await predict(one, data, plainForward);
      p.forEach((value, i) => {
        expect(value).toBeCloseTo(0.25 * a[i] + 0.75 * b[i], 6);
      });
      expect(threshold).toBe(0.4);
      expect(classes).toEqual(['no', 'yes']);
    }
  });

  it('gives each net its columns in the order it was trained on', async () => {
    const { predictor, data } = examplePredictor();
    const { p } = await predict(predictor, data, plainForward);
    const reversed = { ...data, cols: new Map([...data.cols].reverse()) };
    expect((await predict(predictor, reversed, plainForward)).p).toEqual(p);
  });

  it('multiclass probabilities add up to one', async () => {
    const { predictor, data } = examplePredictor('multiclass');
    const { p } = await predict(predictor, data, plainForward);
    for (let i = 0; i < data.n; i++) expect(p[3 * i] + p[3 * i + 1] + p[3 * i + 2]).toBeCloseTo(1, 6);
  });

  it('regression comes back in the unit of the outcome', async () => {
    const { predictor, data } = examplePredictor('regression');
    const standardized = await predict({ ...predictor, outcome: null }, data, plainForward);
    const { p } = await predict(predictor, data, plainForward);
    p.forEach((value, i) => {
      expect(value).toBeCloseTo(standardized.p[i] * 15 + 120, 3);
    });
  });

  it('many rows are predicted as few are', async () => {
    const { predictor, data } = examplePredictor();
    const rows = Uint32Array.from({ length: 20_000 }, (_, i) => (i * 7) % data.n);
    const seen: number[] = [];
    const { p } = await predict(predictor, takeRows(data, rows), (spec, weights, x, n) => {
      seen.push(n);
      return plainForward(spec, weights, x, n);
    });
    const few = await predict(predictor, data, plainForward);
    expect(p).toEqual(Float32Array.from(rows, (row) => few.p[row]));
    expect(seen).toEqual([8192, 8192, 8192, 8192, 3616, 3616]);
  });

  it('no rows give no predictions', async () => {
    const { predictor, data } = examplePredictor();
    expect((await predict(predictor, takeRows(data, []), plainForward)).p.length).toBe(0);
  });

  it('without a column it is use.missingColumn', async () => {
    const { predictor, data } = examplePredictor();
    data.cols.delete('sex');
    await expect(predict(predictor, data, plainForward)).rejects.toThrow('use.missingColumn {"name":"sex"}');
  });
});
