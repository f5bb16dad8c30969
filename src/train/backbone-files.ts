import first from '/backbones/efficientnet-lite0.0.bin?url';
import second from '/backbones/efficientnet-lite0.1.bin?url';
import { sha256Of } from '../data/sha256';
import manifest from '../models/backbones/efficientnet-lite0.json';
import { BenchsideError } from '../study/errors';
import { weightsOfHalves } from './backbone-weights';
import type { Weights } from './trainer';

/** Bytes of one of the backbone's files, by its name in the manifest. */
export type ReadFile = (file: string) => Promise<ArrayBuffer>;

const addresses: Record<string, string> = {
  'efficientnet-lite0.0.bin': first,
  'efficientnet-lite0.1.bin': second,
};

/** From where the application itself was loaded: a worker started from a blob has no base address of its own. */
const fetchOwn: ReadFile = async (file) => {
  const response = await fetch(new URL(addresses[file], import.meta.url));
  if (!response.ok) throw new Error(String(response.status));
  return response.arrayBuffer();
};

/**
 * EfficientNet-Lite0 up to its last convolution as its files hold it: 6.7 MB of half-precision numbers. Throws
 * `backbone.missing` where a file cannot be read, `backbone.damaged` where its SHA-256 is not the manifest's.
 */
export async function backboneHalves(read: ReadFile = fetchOwn): Promise<Uint16Array> {
  const halves = new Uint16Array(manifest.numbers);
  let at = 0;
  for (const { file, bytes, sha256 } of manifest.files) {
    const body = await read(file).catch((cause: unknown) => {
      throw new BenchsideError('backbone.missing', { file, cause: String(cause) });
    });
    if (body.byteLength !== bytes || (await sha256Of(new Blob([body]))) !== sha256)
      throw new BenchsideError('backbone.damaged', { file });
    // Little endian, as every machine that runs a browser.
    halves.set(new Uint16Array(body), at);
    at += bytes / 2;
  }
  return halves;
}

/** Its weights, an entry a convolution in the order of `featureGraph`. Throws what `backboneHalves` does. */
export const backboneWeights = async (read: ReadFile = fetchOwn): Promise<Weights> =>
  weightsOfHalves(await backboneHalves(read));
