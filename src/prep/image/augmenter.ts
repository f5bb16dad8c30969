import type { Picture } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import type { Rng } from '../../study/random';
import { imageStepByName } from '.';
import { type Affine, joined, warp } from './warp';

/** What a trainer's rows need to change anew in every epoch; a part that no step asks for is absent. */
export interface Augmenter {
  augment?(out: Float32Array, rng: Rng): void;
  mix?(rng: Rng): number;
}

/**
 * The augmentation of a plan, in its order, for rows that begin with a flattened picture [height, width, channels] as
 * it leaves the pipeline (`like`: one of them); columns of a table behind it stay as they are. Steps act on what leaves the pipeline, wherever they stand in it.
 * Those in a row that only move pixels are one warp. Of several steps that mix, the last decides.
 */
export function augmenter(
  plan: readonly { step: string; params: ParamValues }[],
  like: Pick<Picture, 'width' | 'height' | 'channels' | 'unit' | 'range'>,
): Augmenter {
  const steps = plan.map(({ step, params }) => ({ step: imageStepByName(step), params }));
  const changing = steps.filter(({ step }) => step.augment);
  const mixing = steps.filter(({ step }) => step.mix).at(-1);
  const { width, height, channels, unit, range } = like;
  const result: Augmenter = {};
  if (changing.length > 0)
    result.augment = (row, rng) => {
      const out = row.subarray(0, width * height * channels);
      const given: Picture = { width, height, channels, unit, range, v: out };
      let picture = given;
      let map: Affine | null = null;
      for (const { step, params } of changing) {
        if (step.moves) {
          const next = step.moves(picture, params, rng);
          map = map ? joined(map, next) : next;
          continue;
        }
        if (map) picture = warp(picture, map);
        map = null;
        picture = step.augment!(picture, params, rng);
      }
      if (map) picture = warp(picture, map);
      if (picture.v !== out) out.set(picture.v);
    };
  if (mixing) result.mix = (rng) => mixing.step.mix!(mixing.params, rng);
  return result;
}
