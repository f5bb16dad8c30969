import { emptyPicture, type Picture } from '../../data/images/picture';
import type { ImageStep, Region } from './image-step';
import { resample, wholeOf } from './resample';

/** The whole picture in the middle of a square, with the darkest value its range has around it. */
function fitted(picture: Picture, size: number): Picture {
  const { width, height, channels } = picture;
  const scale = size / Math.max(width, height);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const inner = resample(picture, wholeOf(picture), w, h);
  if (w === size && h === size) return inner;
  const out = emptyPicture(picture, size, size, channels);
  out.v.fill(picture.range[0]);
  const [left, top] = [(size - w) >> 1, (size - h) >> 1];
  for (let y = 0; y < h; y++)
    out.v.set(
      inner.v.subarray(y * w * channels, (y + 1) * w * channels),
      ((top + y) * size + left) * channels,
    );
  return out;
}

/** The largest square in the middle. */
function middleOf({ width, height }: Picture): Region {
  const side = Math.min(width, height);
  return { x: (width - side) >> 1, y: (height - side) >> 1, width: side, height: side };
}

/**
 * Every picture at one size, a square of `size` pixels. fit: the whole picture with padding; cover: its middle
 * square; stretch: the whole, its proportions lost. Shrinks by area means, enlarges bilinearly.
 */
export const resize: ImageStep<null> = {
  name: 'resize',
  kind: 'map',
  reshapes: true,
  params: [
    { key: 'size', kind: 'int', low: 8, high: 1024, default: 128 },
    { key: 'mode', kind: 'choice', choices: ['fit', 'cover', 'stretch'], default: 'fit' },
  ],
  frame(picture, { mode }) {
    const { width, height } = picture;
    if (mode === 'stretch') return wholeOf(picture);
    if (mode === 'cover') return middleOf(picture);
    const side = Math.max(width, height);
    return { x: (width - side) / 2, y: (height - side) / 2, width: side, height: side };
  },
  apply(picture, params) {
    const size = Number(params.size);
    const { width, height } = picture;
    if (width === size && height === size) return picture;
    if (params.mode === 'fit') return fitted(picture, size);
    return resample(picture, params.mode === 'stretch' ? wholeOf(picture) : middleOf(picture), size, size);
  },
};
