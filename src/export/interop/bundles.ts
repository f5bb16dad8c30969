import type { PictureInfo } from '../../data/images/picture';
import { families } from '../../models';
import { emptyStudy } from '../../study/defaults';
import { initialGraphWeights } from '../../train/graph/initial';
import { writeBundle } from '../bundle';
import { prepareCases } from '../interop-picture-cases';
import { expectedOf } from '../onnx/example-nets';
import type { Forward } from '../predict';
import type { Predictor } from '../predictor';
import { testVectors } from '../test-vectors';
import { plainForward } from '../testing';
import { usualModels } from './cases';

// Bundles as the app writes them, of models of random nets, each with its own test vectors.

/** Any net without TensorFlow.js; rows of a graph net are a picture with its columns behind it. */
export const anyForward: Forward = async (spec, weights, x, n) => {
  if (spec.kind !== 'graph') return plainForward(spec, weights, x, n);
  const d = spec.inputs - spec.table;
  const part = (from: number, to: number) =>
    Float32Array.from({ length: n * (to - from) }, (_, i) => {
      const row = Math.floor(i / (to - from));
      return x[row * spec.inputs + from + (i % (to - from))];
    });
  const table = part(d, spec.inputs);
  return Float32Array.from(
    expectedOf({ family: '', name: '', spec, weights, n, table, pictures: part(0, d) }),
  );
};

/** A model that reads pictures after these steps, and the age beside them or nothing. */
function pictureModel(
  name: string,
  picture: NonNullable<Predictor['members'][number]['picture']>,
  names: string[],
): Predictor {
  const family = families.find((each) => each.name === 'cnn');
  if (!family) throw new Error('no family of convolutions');
  const [height, width, channels] = picture.shape;
  const inputs = height * width * channels + names.length;
  const shapes = { inputs, picture: picture.shape, table: names.length, kind: 'binary' as const, classes: 2 };
  const spec = family.spec({ width: 8, depth: 2 }, shapes);
  if (spec.kind !== 'graph') throw new Error('no net of pictures');
  const steps = [
    {
      id: 'impute',
      step: 'impute',
      params: {},
      state: { numbers: [['age', 61]], categories: [], indicators: [] },
    },
    { id: 'standardize', step: 'standardize', params: {}, state: { columns: [['age', 58, 14]] } },
  ];
  return {
    version: 1,
    task: { kind: 'binary', target: 'outcome', classes: ['no', 'yes'] },
    inputs: names.map((name) => ({ name, type: 'continuous', range: { min: 20, max: 90, median: 61 } })),
    members: [{ steps, names, spec, weights: initialGraphWeights(spec, [name]), weight: 1, picture }],
    outcome: null,
    threshold: 0.5,
    meta: { studyName: name, studyId: name, metric: 'auroc', test: null },
  };
}

/** Name and bytes of each bundle, and the model in it. */
export async function bundles(): Promise<[string, Uint8Array, Predictor][]> {
  const written: [string, Uint8Array, Predictor][] = [];
  const put = async (name: string, predictor: Predictor, like?: PictureInfo) => {
    const vectors = await testVectors(predictor, anyForward, 1, like ? { like, maker: null } : null);
    if (!vectors) throw new Error(`${name}: no row can be read`);
    const zip = await writeBundle({ predictor, study: emptyStudy('interop'), journal: [], vectors });
    written.push([name, zip, predictor]);
  };
  for (const [name, predictor] of await usualModels()) await put(name, predictor);
  for (const { name, input, given, shape } of await prepareCases()) {
    const [, height, width, channels] = shape;
    if (input.backbone || Math.max(height, width) > 64 || given.length === 0) continue;
    const picture = { ...input, shape: [height, width, channels] as const };
    await put(`pictures: ${name}`, pictureModel(name, picture, ['age']), given[0]);
    if (name === 'film' || name.startsWith('sections'))
      await put(`pictures alone: ${name}`, pictureModel(name, picture, []), given[0]);
  }
  return written;
}
