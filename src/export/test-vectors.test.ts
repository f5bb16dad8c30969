import { describe, expect, it } from 'vitest';
import { datasetFromRows } from './inputs';
import { predict } from './predict';
import { type TestVectors, testVectors } from './test-vectors';
import { examplePredictor, plainForward } from './testing';

const { predictor, data } = examplePredictor();
const made = async (seed = 1): Promise<TestVectors> => {
  const vectors = await testVectors(predictor, plainForward, seed);
  if (!vectors) throw new Error('wanted vectors');
  return vectors;
};

const asRows = ({ columns, rows }: TestVectors): Record<string, string>[] =>
  rows.map((cells) => Object.fromEntries(cells.map((cell, i) => [columns[i], cell])));

describe('test vectors', () => {
  it('are 24 rows with what the model says of their cells', async () => {
    const vectors = await made();
    expect(vectors.columns).toEqual(['age', 'sex', 'cp', 'history']);
    expect(vectors.rows.length).toBe(24);
    expect(vectors.tolerance).toBe(1e-5);
    const { p } = await predict(predictor, datasetFromRows(predictor.inputs, asRows(vectors)), plainForward);
    expect(vectors.expected).toEqual(Array.from(p, (value) => [value]));
  });

  it('are the same for the same seed, and others for another', async () => {
    expect(await made()).toEqual(await made());
    expect((await made(2)).rows).not.toEqual((await made()).rows);
  });

  it('have gaps, every level and an unknown one, and numbers far outside', async () => {
    const cells = (await made()).rows;
    const column = (i: number) => new Set(cells.map((row) => row[i]));
    for (let i = 0; i < 4; i++) expect(column(i)).toContain('');
    for (const level of ['1', '2', '3', 'never seen before']) expect(column(2)).toContain(level);
    const range = predictor.inputs[0].range;
    expect([...column(0)].some((age) => Number(age) > 2 * (range?.max ?? 0) || Number(age) < 0)).toBe(true);
  });

  it('are no row of the data', async () => {
    const rows = asRows(await made()).map((row) => JSON.stringify(row));
    const age = data.cols.get('age');
    const [sex, cp] = ['sex', 'cp'].map((name) => data.cols.get(name));
    if (age?.kind !== 'num' || sex?.kind !== 'cat' || cp?.kind !== 'cat') throw new Error('wanted these');
    // Drawn apart, some cells of a row may agree by chance; the lists all do not.
    const own = Array.from({ length: data.n }, (_, row) =>
      JSON.stringify({ age: String(age.v[row]), sex: sex.dict[sex.codes[row]], cp: cp.dict[cp.codes[row]] }),
    );
    const without = rows.map((row) => JSON.stringify({ ...JSON.parse(row), history: undefined }));
    expect(without.filter((row) => own.includes(row)).length).toBeLessThan(3);
  });

  it('a model that fills no gap is given none', async () => {
    const unfilled = {
      ...predictor,
      members: predictor.members.map((member) => ({
        ...member,
        steps: member.steps.filter(({ step }) => step !== 'impute'),
        names: member.names,
      })),
    };
    const named = unfilled.members.map((member) => ({
      ...member,
      names: member.names.map((name) => (name.endsWith(':missing') ? 'age' : name)),
    }));
    const vectors = await testVectors({ ...unfilled, members: named }, plainForward, 1);
    expect(vectors?.rows.length).toBe(24);
    expect(vectors?.rows.every(([age]) => age !== '')).toBe(true);
  });

  it('a model that reads no row of the kind has none', async () => {
    const members = predictor.members.map((member) => ({ ...member, steps: [] }));
    expect(await testVectors({ ...predictor, members }, plainForward, 1)).toBeNull();
  });
});
