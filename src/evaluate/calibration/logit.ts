import { CLIP } from '../log-loss';

/** Log odds; a risk that rounded to 0 or 1 is held as for the log loss. */
export const logits = (p: ArrayLike<number>): Float64Array =>
  Float64Array.from(p, (risk) => {
    const held = Math.min(1 - CLIP, Math.max(CLIP, risk));
    return Math.log(held / (1 - held));
  });
