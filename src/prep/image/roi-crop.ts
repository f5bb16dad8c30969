import type { Picture } from '../../data/images/picture';
import type { ParamValues } from '../../study/params';
import { crop } from './crop';
import type { ImageStep, Region } from './image-step';

/** First pixel and length of a stretch given in shares of `length`; at least a pixel, and within the picture. */
function stretch(start: number, share: number, length: number): [number, number] {
  const from = Math.min(length - 1, Math.round(start * length));
  const to = Math.min(length, Math.max(from + 1, Math.round((start + share) * length)));
  return [from, to - from];
}

function regionOf(picture: Picture, params: ParamValues): Region {
  const [x, width] = stretch(Number(params.x), Number(params.width), picture.width);
  const [y, height] = stretch(Number(params.y), Number(params.height), picture.height);
  return { x, y, width, height };
}

/** The same part of every picture, drawn by hand: left, top, width and height as shares of the picture's own. */
export const roiCrop: ImageStep<null> = {
  name: 'roi-crop',
  kind: 'map',
  reshapes: true,
  params: [
    { key: 'x', kind: 'float', low: 0, high: 0.95, default: 0 },
    { key: 'y', kind: 'float', low: 0, high: 0.95, default: 0 },
    { key: 'width', kind: 'float', low: 0.05, high: 1, default: 1 },
    { key: 'height', kind: 'float', low: 0.05, high: 1, default: 1 },
  ],
  frame: regionOf,
  apply(picture, params) {
    const region = regionOf(picture, params);
    return region.width === picture.width && region.height === picture.height
      ? picture
      : crop(picture, region);
  },
};
