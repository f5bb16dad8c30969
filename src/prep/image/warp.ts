import { emptyPicture, type Picture } from '../../data/images/picture';

/**
 * Where a pixel of the new picture comes from: x' = a x + b y + c, y' = d x + e y + f, in pixels, the centre of the
 * top left pixel at 0, 0 (cv2.warpAffine with WARP_INVERSE_MAP, skimage.transform.warp).
 */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The map of two warps in a row, `first` and then `second`, as one. */
export const joined = (first: Affine, second: Affine): Affine => {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [a * g + b * j, a * h + b * k, a * i + b * l + c, d * g + e * j, d * h + e * k, d * i + e * l + f];
};

/** A turn counter-clockwise as seen, and growth by `zoom`, both about the picture's middle. */
export function aboutMiddle(width: number, height: number, degrees: number, zoom: number): Affine {
  const cos = Math.cos((degrees * Math.PI) / 180) / zoom;
  const sin = Math.sin((degrees * Math.PI) / 180) / zoom;
  const x = (width - 1) / 2;
  const y = (height - 1) / 2;
  return [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y];
}

/**
 * The picture under an affine map, bilinear; what lies outside is its nearest edge. A new picture of the same
 * size, or of the size given.
 */
export function warp(picture: Picture, map: Affine, width = picture.width, height = picture.height): Picture {
  const to = emptyPicture(picture, width, height, picture.channels);
  if (picture.channels === 1) warpGrey(picture, map, to);
  else warpChannels(picture, map, to);
  return to;
}

/** One channel by itself: a training loop does this for every picture of every epoch. */
function warpGrey({ width, height, v }: Picture, [a, b, c, d, e, f]: Affine, to: Picture): void {
  const out = to.v;
  const lastX = width - 1;
  const lastY = height - 1;
  let i = 0;
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const atX = a * x + b * y + c;
      const atY = d * x + e * y + f;
      const sx = Math.max(atX, 0);
      const sy = Math.max(atY, 0);
      const x0 = sx | 0;
      const y0 = sy | 0;
      if (x0 < lastX && y0 < lastY) {
        const p = y0 * width + x0;
        const q = p + width;
        const fx = sx - x0;
        const top = v[p] + fx * (v[p + 1] - v[p]);
        out[i++] = top + (sy - y0) * (v[q] + fx * (v[q + 1] - v[q]) - top);
      } else {
        const px = Math.min(x0, lastX);
        const py = Math.min(y0, lastY);
        const fx = x0 < lastX ? sx - x0 : 0;
        const fy = y0 < lastY ? sy - y0 : 0;
        const p = py * width + px;
        const along = fx > 0 ? v[p + 1] - v[p] : 0;
        const down = fy > 0 ? v[p + width] - v[p] : 0;
        out[i++] = v[p] + fx * along + fy * down;
      }
    }
  }
}

function warpChannels({ width, height, channels, v }: Picture, map: Affine, to: Picture): void {
  const out = to.v;
  const lastX = width - 1;
  const lastY = height - 1;
  const stride = width * channels;
  const [a, b, c, d, e, f] = map;
  let i = 0;
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      const sx = Math.min(Math.max(a * x + b * y + c, 0), lastX);
      const sy = Math.min(Math.max(d * x + e * y + f, 0), lastY);
      const x0 = sx | 0;
      const y0 = sy | 0;
      const fx = sx - x0;
      const fy = sy - y0;
      const right = x0 < lastX ? channels : 0;
      const below = y0 < lastY ? stride : 0;
      let p = y0 * stride + x0 * channels;
      for (let k = 0; k < channels; k++, p++) {
        const top = v[p] + fx * (v[p + right] - v[p]);
        const bottom = v[p + below] + fx * (v[p + below + right] - v[p + below]);
        out[i++] = top + fy * (bottom - top);
      }
    }
  }
}
