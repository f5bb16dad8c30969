/** Copies a picture [h, w, bytes of a pixel] into the middle of a larger one [height, width], zeros around it. */
export function surround(
  src: usize,
  h: i32,
  w: i32,
  pixel: i32,
  top: i32,
  left: i32,
  height: i32,
  width: i32,
  dst: usize,
): void {
  const line = <usize>(width * pixel);
  const used = <usize>(w * pixel);
  const before = <usize>(left * pixel);
  const after = line - used - before;
  memory.fill(dst, 0, <usize>top * line);
  let to = dst + <usize>top * line;
  for (let y = 0; y < h; y++) {
    memory.fill(to, 0, before);
    memory.copy(to + before, src, used);
    memory.fill(to + before + used, 0, after);
    src += used;
    to += line;
  }
  memory.fill(to, 0, <usize>(height - top - h) * line);
}

/**
 * The windows of a picture that is padded already, side by side: for each of `pixels` places `rows` runs of `inner`
 * floats, `rowStep` bytes apart, from `table[p]` bytes after `src`. For so few channels that a run is too short for an
 * inner loop. Copies whole vectors: up to 12 bytes beyond the last run are overwritten.
 */
export function columns(
  src: usize,
  table: usize,
  pixels: i32,
  rows: i32,
  inner: i32,
  rowStep: i32,
  dst: usize,
): void {
  const run = <usize>inner << 2;
  const end = table + (<usize>pixels << 2);
  for (; table < end; table += 4) {
    let from = src + <usize>load<u32>(table);
    for (let r = 0; r < rows; r++) {
      for (let k: usize = 0; k < run; k += 16) v128.store(dst + k, v128.load(from + k));
      from += rowStep;
      dst += run;
    }
  }
}

/**
 * Adds the windows of a picture [h, w, c], [oh, ow, size x size x c], back to it; what was padding goes nowhere. c a
 * multiple of 4.
 */
export function addColumns(
  src: usize,
  h: i32,
  w: i32,
  c: i32,
  size: i32,
  stride: i32,
  top: i32,
  left: i32,
  oh: i32,
  ow: i32,
  dst: usize,
): void {
  const pixel = <usize>c << 2;
  for (let oy = 0; oy < oh; oy++) {
    for (let ox = 0; ox < ow; ox++) {
      for (let ky = 0; ky < size; ky++) {
        const y = oy * stride + ky - top;
        for (let kx = 0; kx < size; kx++) {
          const x = ox * stride + kx - left;
          if (<u32>y < <u32>h && <u32>x < <u32>w) {
            const to = dst + (<usize>((y * w + x) * c) << 2);
            for (let k: usize = 0; k < pixel; k += 16) {
              v128.store(to + k, f32x4.add(v128.load(to + k), v128.load(src + k)));
            }
          }
          src += pixel;
        }
      }
    }
  }
}
