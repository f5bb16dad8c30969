import kernels from 'virtual:kernels/graphs?url';
import { fromBase64 } from '../export/base64';
import { isOwn, predictOwn } from '../models/own-models';
import { BenchsideError } from '../study/errors';
import { predictionsOf } from '../train/losses';
import { Pace } from '../train/pacing';
import type { Trainer } from '../train/trainer';
import { graphsWith, type WasmGraphs } from '../train/wasm/wasm-graphs';
import { denseForward } from './dense-forward';
import { plainActivations } from './plain-graphs';

/** The kernels stand in the page as a data: address, which a page that may ask for nothing cannot fetch. */
const compiled = (): Promise<WebAssembly.Module> =>
  WebAssembly.compile(fromBase64(kernels.slice(kernels.indexOf(',') + 1)));

let opened: Promise<WasmGraphs | null> | null = null;

/** Graph nets by the kernels of assembly/; null where a browser has no WebAssembly, as in its strictest modes. */
function withKernels(): Promise<WasmGraphs | null> {
  opened ??= compiled().then(
    (module) => graphsWith(module, new Pace(performance)),
    () => null,
  );
  return opened;
}

/** What the page needs of a trainer, without TensorFlow.js: fully connected nets, trees and neighbours in plain loops. */
export const nets: Pick<Trainer, 'predict' | 'activations' | 'gradCam'> = {
  async predict(spec, weights, x, n) {
    if (isOwn(spec)) return predictOwn(spec, weights, x, n);
    if (spec.kind !== 'graph') return denseForward(spec, weights, x, n);
    const z = await nets.activations(spec, weights, x, n, spec.nodes.length - 1);
    return predictionsOf(spec.loss, z, n === 0 ? 1 : z.length / n);
  },
  activations: async (...asked) => ((await withKernels())?.activations ?? plainActivations)(...asked),
  async gradCam(...asked) {
    const graphs = await withKernels();
    if (!graphs) throw new BenchsideError('train.backend', { backend: 'wasm' });
    return graphs.gradCam(...asked);
  },
};
