import { describe, expect, it } from 'vitest';
import type { NetSpec } from '../models/family';
import { rng } from '../study/random';
import { neededInputs } from './can-be-missing';
import { datasetFromRows } from './inputs';
import { predict } from './predict';
import { predictNew } from './predict-new';
import type { Predictor } from './predictor';
import { examplePredictor, plainForward, randomWeights } from './testing';

/** The same inputs with nothing that fills gaps, nor a column that tells of them. */
function withoutImputing(predictor: Predictor): Predictor {
  return {
    ...predictor,
    members: predictor.members.map((member) => {
      const names = member.names.filter((name) => name !== 'age:missing');
      const spec = { ...(member.spec as NetSpec), inputs: names.length };
      const steps = member.steps.filter(({ step }) => step !== 'impute');
      return { ...member, names, steps, spec, weights: randomWeights(spec, rng('bare')) };
    }),
  };
}

const rows = [
  { age: '55', sex: 'F', cp: '1', history: '' },
  { age: '', sex: 'M', cp: '2', history: 'DM' },
  { age: '61', sex: 'X', cp: '', history: 'HTN' },
];

describe.each(['binary', 'multiclass', 'regression'] as const)('rows to come of a %s model', (kind) => {
  const { predictor } = examplePredictor(kind);

  it('are all predicted where every gap is filled', async () => {
    expect(neededInputs(predictor)).toEqual([]);
    const data = datasetFromRows(predictor.inputs, rows);
    const { p, remarks } = await predictNew(predictor, data, [], plainForward);
    expect(p).toEqual((await predict(predictor, data, plainForward)).p);
    expect(remarks.unknown).toEqual([{ name: 'sex', rows: Uint32Array.of(2) }]);
  });

  it('that lack what the model cannot do without get no prediction; the others get theirs', async () => {
    const bare = withoutImputing(predictor);
    const needed = neededInputs(bare);
    expect(needed).toEqual(['age']);
    const { p, n } = await predictNew(bare, datasetFromRows(bare.inputs, rows), needed, plainForward);
    const width = p.length / n;
    expect(n).toBe(3);
    expect([...p.subarray(width, 2 * width)].every(Number.isNaN)).toBe(true);
    for (const row of [0, 2]) {
      const alone = await predict(bare, datasetFromRows(bare.inputs, [rows[row]]), plainForward);
      expect(p.subarray(row * width, (row + 1) * width)).toEqual(alone.p);
    }
  });
});
