import { cutAt, FEATURES, featureGraph } from '../../models/backbones/efficientnet-lite0';
import type { Weights } from '../../train/trainer';
import { safetensors } from '../safetensors';

/** A head that stands for none: its layers come after the blocks, so that their places are the same without it. */
const NO_HEAD = { inputs: FEATURES, layers: [], loss: 'binary' as const };

/**
 * The blocks of a backbone above a cut as they were shipped, which fine-tuning begins with: backbone/weights.safetensors,
 * named as those of a member's network.
 *
 * @param blocks how many of its top blocks are trained
 * @param weights the whole backbone's, an entry a convolution
 */
export function blocksAbove(blocks: number, weights: Weights): Uint8Array {
  const { above, layersBelow } = cutAt(blocks, NO_HEAD, featureGraph().optimizer);
  return safetensors(above, weights.slice(layersBelow));
}
