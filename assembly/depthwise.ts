import { madd } from './madd';

/**
 * One filter a channel over pictures [n, h, w, channels], channels a multiple of 4; kernel [size, size, channels].
 * `bias` is 0 for none.
 */
export function depthwise(
  x: usize, n: i32, h: i32, w: i32, channels: i32, size: i32, stride: i32, top: i32, left: i32,
  oh: i32, ow: i32, kernel: usize, bias: usize, y: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < n; image++) {
    for (let oy = 0; oy < oh; oy++) {
      const fromY = oy * stride - top;
      const ky0 = max(-fromY, 0), ky1 = min(size, h - fromY);
      for (let ox = 0; ox < ow; ox++) {
        const fromX = ox * stride - left;
        const kx0 = max(-fromX, 0), kx1 = min(size, w - fromX);
        for (let c: usize = 0; c < pixel; c += 16) {
          let sum = bias ? v128.load(bias + c) : f32x4.splat(0);
          for (let ky = ky0; ky < ky1; ky++) {
            let at = x + <usize>((fromY + ky) * w + fromX + kx0) * pixel + c;
            let tap = kernel + <usize>(ky * size + kx0) * pixel + c;
            for (let kx = kx0; kx < kx1; kx++, at += pixel, tap += pixel) {
              sum = madd(v128.load(at), v128.load(tap), sum);
            }
          }
          v128.store(y + c, sum);
        }
        y += pixel;
      }
    }
    x += <usize>(h * w) * pixel;
  }
}

/** Adds to dx. */
export function depthwiseInput(
  n: i32, h: i32, w: i32, channels: i32, size: i32, stride: i32, top: i32, left: i32,
  oh: i32, ow: i32, kernel: usize, dy: usize, dx: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < n; image++) {
    for (let oy = 0; oy < oh; oy++) {
      const fromY = oy * stride - top;
      const ky0 = max(-fromY, 0), ky1 = min(size, h - fromY);
      for (let ox = 0; ox < ow; ox++) {
        const fromX = ox * stride - left;
        const kx0 = max(-fromX, 0), kx1 = min(size, w - fromX);
        for (let c: usize = 0; c < pixel; c += 16) {
          const d = v128.load(dy + c);
          for (let ky = ky0; ky < ky1; ky++) {
            let at = dx + <usize>((fromY + ky) * w + fromX + kx0) * pixel + c;
            let tap = kernel + <usize>(ky * size + kx0) * pixel + c;
            for (let kx = kx0; kx < kx1; kx++, at += pixel, tap += pixel) {
              v128.store(at, madd(d, v128.load(tap), v128.load(at)));
            }
          }
        }
        dy += pixel;
      }
    }
    dx += <usize>(h * w) * pixel;
  }
}

/** Adds to gradient [size, size, channels]. */
export function depthwiseFilter(
  x: usize, n: i32, h: i32, w: i32, channels: i32, size: i32, stride: i32, top: i32, left: i32,
  oh: i32, ow: i32, dy: usize, gradient: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < n; image++) {
    for (let ky = 0; ky < size; ky++) {
      for (let kx = 0; kx < size; kx++) {
        const to = gradient + <usize>(ky * size + kx) * pixel;
        for (let c: usize = 0; c < pixel; c += 16) {
          let sum = f32x4.splat(0);
          for (let oy = 0; oy < oh; oy++) {
            const iy = oy * stride - top + ky;
            if (<u32>iy >= <u32>h) continue;
            for (let ox = 0; ox < ow; ox++) {
              const ix = ox * stride - left + kx;
              if (<u32>ix >= <u32>w) continue;
              const at = x + <usize>(iy * w + ix) * pixel + c;
              sum = madd(v128.load(at), v128.load(dy + <usize>(oy * ow + ox) * pixel + c), sum);
            }
          }
          v128.store(to + c, f32x4.add(v128.load(to + c), sum));
        }
      }
    }
    x += <usize>(h * w) * pixel;
    dy += <usize>(oh * ow) * pixel;
  }
}
