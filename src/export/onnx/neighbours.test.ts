import { describe, expect, it } from 'vitest';
import { neighboursOfWeights } from '../../models/neighbours/model';
import { predictNeighbours } from '../../models/neighbours/predict';
import { exampleNeighbours } from './example-neighbours';
import { neighboursOnnx } from './neighbours';
import { readModel } from './read-model';

const examples = [...exampleNeighbours()];

it.each(examples)('$name: we say what the full sort says', ({ spec, weights, table, n, expected }) => {
  const p = predictNeighbours(spec, neighboursOfWeights(spec, weights), table, n);
  p.forEach((value, i) => {
    expect(Math.abs(value - expected[i])).toBeLessThan(1e-6);
  });
});

describe('model.onnx of neighbours', () => {
  it('goes through the rows by Scan, in standard operations alone', () => {
    const { spec, weights } = examples.find(({ name }) => name === 'softmax distance manhattan 12')!;
    const model = readModel(neighboursOnnx(spec, weights));
    expect(model.opsets).toEqual([['', 17]]);
    expect(model.inputs).toEqual([{ name: 'x', type: 1, shape: ['n', 7] }]);
    expect(model.outputs).toEqual([{ name: 'y', type: 1, shape: ['n', 3] }]);
    const scan = model.operations.at(-1);
    expect(scan).toMatchObject({ op: 'Scan', inputs: ['asked'], outputs: ['y'] });
    const body = scan?.attributes.body as { op: string; outputs: string[] }[];
    expect(body.map(({ op }) => op)).toEqual(
      'Sub Abs ReduceSum Min Cast TopK Gather ReduceMin Equal Cast Cast Div Where Cast Mul Gather Cast MatMul ReduceSum Div Cast'.split(
        ' ',
      ),
    );
    expect(body.find(({ op }) => op === 'TopK')?.outputs).toEqual(['near', 'place']);
    const outcomes = model.constants.get('outcomes');
    expect(outcomes?.shape).toEqual([150, 3]);
    expect(outcomes?.values.reduce((a, b) => a + b, 0)).toBe(150);
  });

  it('asks for no more neighbours than it has', () => {
    const { spec, weights } = examples.find(({ name }) => name === 'binary uniform euclidean 400')!;
    const { operations } = readModel(neighboursOnnx(spec, weights));
    expect(operations.find(({ outputs }) => outputs[0] === 'k')?.attributes).toEqual({ value_ints: [150] });
  });
});
