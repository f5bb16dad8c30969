import type { Picture, PictureInfo } from '../../data/images/picture';
import type { ImageStep, Region } from './image-step';
import { tissueMask } from './tissue';

/** Longer side of the small copy on which tissue is looked for. */
const OVERVIEW = 1024;

/** By how much a picture is made smaller to look for tissue. */
const overviewScale = ({ width, height }: Pick<PictureInfo, 'width' | 'height'>): number =>
  Math.min(1, OVERVIEW / Math.max(width, height));

/** Where squares of `size` begin along a side: every `stride`, the last one flush with the end. */
function starts(length: number, size: number, stride: number): number[] {
  const list: number[] = [];
  for (let at = 0; at + size <= length; at += stride) list.push(at);
  const last = Math.max(0, length - size);
  if (list.at(-1) !== last) list.push(last);
  return list;
}

/** Share of tissue in any rectangle of a mask, in its pixels: from sums from the top left corner. */
function shareOf(mask: Uint8Array, width: number, height: number) {
  const stride = width + 1;
  const sums = new Uint32Array(stride * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, line = 0; x < width; x++) {
      line += mask[y * width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + line;
    }
  return (left: number, top: number, right: number, bottom: number): number => {
    const x0 = Math.min(width - 1, Math.floor(left));
    const y0 = Math.min(height - 1, Math.floor(top));
    const x1 = Math.min(width, Math.max(x0 + 1, Math.round(right)));
    const y1 = Math.min(height, Math.max(y0 + 1, Math.round(bottom)));
    const sum =
      sums[y1 * stride + x1] - sums[y0 * stride + x1] - sums[y1 * stride + x0] + sums[y0 * stride + x0];
    return sum / ((x1 - x0) * (y1 - y0));
  };
}

/** Squares of a grid with enough tissue, by rows; of more than `most`, an even choice. Null overview: all of them. */
function patchesOf(
  { width, height }: Pick<PictureInfo, 'width' | 'height'>,
  wanted: { size: number; stride: number; most: number; tissue: number },
  overview: Picture | null,
): Region[] {
  const { size, stride, most, tissue } = wanted;
  const share = overview && shareOf(tissueMask(overview), overview.width, overview.height);
  const [sx, sy] = overview ? [overview.width / width, overview.height / height] : [1, 1];
  const w = Math.min(size, width);
  const h = Math.min(size, height);
  const list: Region[] = [];
  let fullest: { share: number; region: Region } | null = null;
  for (const y of starts(height, h, stride))
    for (const x of starts(width, w, stride)) {
      const region = { x, y, width: w, height: h };
      const found = share ? share(x * sx, y * sy, (x + w) * sx, (y + h) * sy) : 1;
      if (found >= tissue) list.push(region);
      if (!fullest || found > fullest.share) fullest = { share: found, region };
    }
  // A picture with little tissue still wants a prediction.
  if (list.length === 0 && fullest) return [fullest.region];
  if (list.length <= most) return list;
  return Array.from({ length: most }, (_, i) => list[Math.floor(((i + 0.5) * list.length) / most)]);
}

/**
 * Squares cut out of a large picture, each a row of its own with its picture's patient and outcome; those with less
 * than a share of tissue are left out (of a picture with none that has enough, the fullest stays), which is looked up on a copy of at most 1,024 pixels. The whole picture is
 * never asked for at full size. A picture smaller than a patch gives itself.
 */
export const patches: ImageStep<null> = {
  name: 'patches',
  kind: 'rows',
  params: [
    { key: 'size', kind: 'int', low: 16, high: 2048, log: true, default: 256 },
    { key: 'stride', kind: 'int', low: 8, high: 4096, log: true, default: 256 },
    { key: 'most', kind: 'int', low: 1, high: 5000, log: true, default: 50 },
    { key: 'tissue', kind: 'float', low: 0, high: 1, step: 0.05, default: 0.5 },
  ],
  regions(info, params, read) {
    const tissue = Number(params.tissue);
    const whole = { x: 0, y: 0, width: info.width, height: info.height };
    return patchesOf(
      info,
      { size: Number(params.size), stride: Number(params.stride), most: Number(params.most), tissue },
      tissue > 0 ? read(whole, overviewScale(info)) : null,
    );
  },
  unsuited: (info, params) =>
    Math.min(info.width, info.height) < Number(params.size) ? 'smallerThanPatch' : null,
};
