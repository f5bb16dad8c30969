import type { Picture, PictureInfo, PictureSource } from '../../data/images/picture';
import type { Ctx } from '../../study/context';
import type { Param, ParamValues } from '../../study/params';
import type { Rng } from '../../study/random';
import type { Affine } from './warp';

/** A part of one picture that becomes a row of its own. */
export interface Region {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A preprocessing step on pictures. `fit` learns from training pictures only, as the steps before it left them,
 * and returns a JSON value (long vectors as arrays of numbers); `apply` is pure and does the same to training,
 * validation, test and new pictures.
 *
 * map: a picture becomes a picture. augment: the same in training only, anew in every epoch. rows: a picture
 * becomes several rows (patches) or none (slices left out); such steps stand first.
 *
 * Texts: `steps.<name>.title`, `.help`, `.short`; parameters: `params.<name>.<key>.label`, `.help`.
 */
export interface ImageStep<State = unknown> {
  name: string;
  kind: 'map' | 'augment' | 'rows';
  params: readonly Param[];
  /** Where it learns from the training part; without it the state is null. */
  fit?(
    training: PictureSource,
    params: ParamValues,
    ctx: Pick<Ctx, 'rng' | 'signal' | 'report'>,
  ): Promise<State> | State;
  /** Where parameters decide whether it learns at all; without it a step with `fit` always does. */
  learns?(params: ParamValues): boolean;
  /** map. Never changes the picture it is given unless it returns that same object. */
  apply?(picture: Picture, params: ParamValues, state: State): Picture;
  /** map that may change width, height or channels. */
  reshapes?: true;
  /** With these parameters it learns one patient's picture as it is: a person is told before it leaves. */
  holdsRows?(params: ParamValues): boolean;
  /** What was learned as a picture, for the screen; null where it is none. */
  shows?(state: State): Picture | null;
  /** map that crops or pads: the part of the given picture that its outcome shows, in that picture's pixels. */
  frame?(picture: Picture, params: ParamValues): Region;
  /** map, where a large module must be there first (registration): resolves before the first `apply`. */
  load?(): Promise<void>;
  /** augment: keeps width, height and channels. Draws from `rng` alone. */
  augment?(picture: Picture, params: ParamValues, rng: Rng): Picture;
  /**
   * augment, where all it does is to move pixels: the map by which `augment` warps, from the same draws. Such steps
   * in a row are joined, so that a picture is interpolated once and stays as sharp as those that are predicted.
   */
  moves?(size: Pick<Picture, 'width' | 'height'>, params: ParamValues, rng: Rng): Affine;
  /** augment of pairs (mixup): the share of the first picture, drawn once a pair; the trainer mixes outcomes alike. */
  mix?(params: ParamValues, rng: Rng): number;
  /** rows: parts of the picture, each a row; an empty list leaves it out. */
  regions?(
    info: PictureInfo,
    params: ParamValues,
    read: (region: Region, scale: number) => Picture,
  ): Region[];
  /** rows: whether a picture is left out is told by what is known of it without its pixels. */
  leavesOut?: true;
  /** Why it makes no sense for these pictures, as key of `images.misuse.*`; null where it does. */
  unsuited?(info: PictureInfo, params: ParamValues): string | null;
}
