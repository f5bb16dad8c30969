import type { Picture } from '../../data/images/picture';
import type { FittedStep } from '../step';
import { imageStepByName } from '.';
import type { Region } from './image-step';

/**
 * The part of a picture that the outcome of its steps shows, in the picture's own pixels; it reaches beyond the
 * picture where steps pad. Turns (registration) are not followed.
 */
export function tracedFrame(fitted: readonly FittedStep[], picture: Picture): Region {
  let frame: Region = { x: 0, y: 0, width: picture.width, height: picture.height };
  let current = picture;
  for (const { step: name, params, state } of fitted) {
    const step = imageStepByName(name);
    const inner = step.frame?.(current, params) ?? {
      x: 0,
      y: 0,
      width: current.width,
      height: current.height,
    };
    const [sx, sy] = [frame.width / current.width, frame.height / current.height];
    frame = {
      x: frame.x + inner.x * sx,
      y: frame.y + inner.y * sy,
      width: inner.width * sx,
      height: inner.height * sy,
    };
    current = step.apply?.(current, params, state) ?? current;
  }
  return frame;
}
