import type { EmbeddedBackbone } from '../export/embedded-model';
import { toBackboneInput } from '../models/backbones/backbone-input';
import { convolutionsOf, graphAt } from '../models/backbones/efficientnet-lite0';
import { inferShapes } from '../models/graph-shapes';
import type { Encoded, FeatureMaker } from '../prep/image/encode';
import { applyImagePipeline } from '../prep/image/pipeline';
import { extract } from '../train/backbone-features';
import { weightsOfHalves } from '../train/backbone-weights';
import { nets } from './nets';

/** Pictures in one call: one at a time, so that the page can answer in between. */
const BATCH = 1;

/** Features by the backbone that the page carries. Keeps nothing. */
export function backboneOf({ name, halves }: EmbeddedBackbone): FeatureMaker {
  const weights = weightsOfHalves(new Uint16Array(halves.slice().buffer));
  return {
    backbone: name,
    async features(fitted, pictures, at, between) {
      const spec = graphAt(at);
      const last = inferShapes(spec).at(-1) as readonly number[];
      const x = await extract({
        trainer: nets,
        spec,
        weights: weights.slice(0, convolutionsOf(spec)),
        n: pictures.n,
        input: (row) => toBackboneInput(applyImagePipeline(fitted, pictures.read(row))),
        signal: new AbortController().signal,
        batch: BATCH,
        report: between,
      });
      const shape = (last.length === 3 ? last : [1, 1, last[0]]) as unknown as Encoded['shape'];
      return { shape, x, like: { unit: 'intensity', range: [0, 6] } };
    },
  };
}
