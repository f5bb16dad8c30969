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
 * The window of each output pixel of one picture [h, w, c] side by side: [oh, ow, size x size x c], zeros outside
 * the picture. For so few channels that a window's rows are too short for an inner loop.
 */
export function columns(
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
  for (let oy = 0; oy < oh; oy++) {
    for (let ox = 0; ox < ow; ox++) {
      for (let ky = 0; ky < size; ky++) {
        const y = oy * stride + ky - top;
        for (let kx = 0; kx < size; kx++) {
          const x = ox * stride + kx - left;
          const inside = <u32>y < <u32>h && <u32>x < <u32>w;
          const from = src + (<usize>((y * w + x) * c) << 2);
          for (let k = 0; k < c; k++) {
            store<f32>(dst, inside ? load<f32>(from + (<usize>k << 2)) : 0);
            dst += 4;
          }
        }
      }
    }
  }
}

/** Adds what `columns` would have taken from a picture back to it; c a multiple of 4. */
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
