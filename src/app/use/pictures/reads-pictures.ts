import type { ModelCard } from '../../../engine/protocol';

/** [height, width, channels] of the pictures a model reads; null for one that reads columns alone. */
export const picturesRead = (model: ModelCard): readonly [number, number, number] | null =>
  model.picture ?? null;
