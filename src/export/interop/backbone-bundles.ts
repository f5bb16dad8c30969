import type { PictureInfo } from '../../data/images/picture';
import { toBackboneInput } from '../../models/backbones/backbone-input';
import { cutAt, FEATURES, featureGraph } from '../../models/backbones/efficientnet-lite0';
import manifest from '../../models/backbones/efficientnet-lite0.json';
import type { AnySpec, NetSpec } from '../../models/family';
import { inferShapes } from '../../models/graph-shapes';
import type { BackboneCut, FeatureMaker } from '../../prep/image/encode';
import { applyImagePipeline } from '../../prep/image/pipeline';
import { emptyStudy } from '../../study/defaults';
import { rng } from '../../study/random';
import { initialGraphWeights } from '../../train/graph/initial';
import { referenceForward } from '../../train/graph/reference';
import type { Weights } from '../../train/trainer';
import { writeBundle } from '../bundle';
import { backboneSpec } from '../onnx/backbone';
import { inDouble } from '../onnx/example-nets';
import type { Predictor } from '../predictor';
import { testVectors } from '../test-vectors';
import { netSpec, randomWeights } from '../testing';
import { anyForward } from './bundles';

// Models that read a frozen backbone's features; its weights are random.

const convolutionsOf = (at: BackboneCut): number =>
  backboneSpec(at).nodes.filter(({ op }) => op === 'conv' || op === 'depthwise').length;

/** Features as plainly as they can be computed, in float64. */
const makerOf = (weights: Weights): FeatureMaker => ({
  backbone: manifest.name,
  async features(fitted, pictures, at) {
    const spec = backboneSpec(at);
    const last = inferShapes(spec).at(-1) ?? [];
    const shape = (last.length === 3 ? last : [1, 1, last[0]]) as [number, number, number];
    const size = shape[0] * shape[1] * shape[2];
    const x = new Float32Array(pictures.n * size);
    const own = inDouble(weights.slice(0, convolutionsOf(at)));
    for (let i = 0; i < pictures.n; i++) {
      const input = toBackboneInput(applyImagePipeline(fitted, pictures.read(i)));
      const { values } = referenceForward(spec, own, { n: 1, pictures: input, table: [], training: false });
      x.set(values[values.length - 1], i * size);
    }
    return { shape, x, like: { unit: 'intensity', range: [0, 6] } };
  },
});

/** A head on pooled features with a column beside them, or the top block of the backbone with its head. */
function headOf(at: BackboneCut): { spec: AnySpec; weights: Weights } {
  const head: NetSpec = netSpec(FEATURES + 1, 'binary', 1, [8]);
  const random = rng('head', String(at));
  const weights = randomWeights(head, random);
  for (const list of weights)
    list.kernel.forEach((value, i) => {
      list.kernel[i] = value / 40;
    });
  if (at === 'pooled') return { spec: head, weights };
  const spec = cutAt(at, head, { ...featureGraph().optimizer }).above;
  return { spec, weights: initialGraphWeights(spec, ['head']) };
}

/** Name and bytes of a bundle for each way of leaving the backbone. */
export async function backboneBundles(): Promise<[string, Uint8Array][]> {
  const backbone = initialGraphWeights(featureGraph(), ['backbone']);
  const like: PictureInfo = { width: 60, height: 48, channels: 1, unit: 'intensity', range: [0, 255] };
  const written: [string, Uint8Array][] = [];
  for (const at of ['pooled', 1] as const) {
    const { spec, weights } = headOf(at);
    const shape = (at === 'pooled' ? [1, 1, FEATURES] : inferShapes(backboneSpec(at)).at(-1)) as [
      number,
      number,
      number,
    ];
    const state = { columns: [['age', 58, 14]] };
    const predictor: Predictor = {
      version: 1,
      task: { kind: 'binary', target: 'outcome', classes: ['no', 'yes'] },
      inputs: [{ name: 'age', type: 'continuous', range: { min: 20, max: 90, median: 61 } }],
      members: [
        {
          steps: [
            {
              id: 'i',
              step: 'impute',
              params: {},
              state: { numbers: [['age', 61]], categories: [], indicators: [] },
            },
            { id: 's', step: 'standardize', params: {}, state },
          ],
          names: ['age'],
          spec,
          weights,
          weight: 1,
          picture: { parts: [], steps: [], shape, backbone: { name: manifest.name, at } },
        },
      ],
      outcome: null,
      threshold: null,
      meta: { studyName: 'features', studyId: 'features', metric: 'auroc', test: null },
    };
    const vectors = await testVectors(predictor, anyForward, 1, { like, maker: makerOf(backbone) });
    if (!vectors) throw new Error('no row can be read');
    const parts = { predictor, study: emptyStudy('interop'), journal: [], vectors, backbone };
    written.push([`features: ${at}`, await writeBundle(parts)]);
  }
  return written;
}
