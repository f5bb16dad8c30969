import { emptyPicture } from '../../data/images/picture';
import type { ImageStep } from './image-step';

/** The number that would stand at place k if the first n were sorted (Hoare's selection); moves them about. */
function select(list: Float32Array, n: number, k: number): number {
  let low = 0;
  let high = n - 1;
  while (low < high) {
    const pivot = list[k];
    let i = low;
    let j = high;
    do {
      while (list[i] < pivot) i++;
      while (pivot < list[j]) j--;
      if (i <= j) {
        const kept = list[i];
        list[i++] = list[j];
        list[j--] = kept;
      }
    } while (i <= j);
    if (j < k) low = i;
    if (k < i) high = j;
  }
  return list[k];
}

/**
 * Each number becomes the median of the square about it, 2 radius + 1 wide; beyond an edge stands the edge
 * (cv2.medianBlur; scipy.ndimage.median_filter, mode 'nearest'). Single bright or dark specks go, edges stay.
 */
export const median: ImageStep<null> = {
  name: 'median',
  kind: 'map',
  params: [{ key: 'radius', kind: 'int', low: 1, high: 5, default: 1 }],
  apply(picture, params) {
    const { width, height, channels, v } = picture;
    const radius = Number(params.radius);
    const side = 2 * radius + 1;
    const near = new Float32Array(side * side);
    const columns = Int32Array.from(
      { length: width + 2 * radius },
      (_, i) => Math.min(width - 1, Math.max(0, i - radius)) * channels,
    );
    const rows = Int32Array.from(
      { length: height + 2 * radius },
      (_, i) => Math.min(height - 1, Math.max(0, i - radius)) * width * channels,
    );
    const to = emptyPicture(picture, width, height, channels);
    let out = 0;
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let k = 0; k < channels; k++) {
          let n = 0;
          for (let i = y; i < y + side; i++) {
            const row = rows[i] + k;
            for (let j = x; j < x + side; j++) near[n++] = v[row + columns[j]];
          }
          to.v[out++] = select(near, n, n >> 1);
        }
    return to;
  },
};
