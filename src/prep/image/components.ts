import type { Region } from './image-step';

/** Pixels that hang together, edges and corners alike: where they lie and how many. */
export interface Component extends Region {
  area: number;
}

/**
 * The connected parts of a mask [height, width], in reading order of their first pixel. `labels`: 0 outside, else
 * the component's place in `list` plus 1. As skimage.measure.label with full connectivity.
 */
export function components(
  mask: Uint8Array,
  width: number,
  height: number,
): { list: Component[]; labels: Int32Array } {
  const labels = new Int32Array(mask.length);
  const list: Component[] = [];
  const waiting = new Int32Array(mask.length);
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || labels[start] !== 0) continue;
    const label = list.length + 1;
    let [left, right, top, bottom, area, n] = [width, 0, height, 0, 0, 1];
    waiting[0] = start;
    labels[start] = label;
    while (n > 0) {
      const at = waiting[--n];
      const y = Math.floor(at / width);
      const x = at - y * width;
      area++;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (mask[next] === 0 || labels[next] !== 0) continue;
          labels[next] = label;
          waiting[n++] = next;
        }
    }
    list.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1, area });
  }
  return { list, labels };
}

/** The one of most pixels, the first of equals; undefined where there is none. */
export const largest = (list: readonly Component[]): Component | undefined =>
  list.reduce<Component | undefined>(
    (best, next) => (best && best.area >= next.area ? best : next),
    undefined,
  );
