/**
 * Windows over pictures [n, h, w, channels], channels a multiple of 4. What lies outside the picture takes no
 * part: an average divides by the pixels inside, as TensorFlow does.
 */

/** Largest value of each window. */
export function maxPool(
  x: usize, n: i32, h: i32, w: i32, channels: i32, size: i32, stride: i32, top: i32, left: i32,
  oh: i32, ow: i32, y: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < n; image++) {
    for (let oy = 0; oy < oh; oy++) {
      const y0 = max(oy * stride - top, 0), y1 = min(oy * stride - top + size, h);
      for (let ox = 0; ox < ow; ox++) {
        const x0 = max(ox * stride - left, 0), x1 = min(ox * stride - left + size, w);
        for (let c: usize = 0; c < pixel; c += 16) {
          let best = f32x4.splat(-f32.MAX_VALUE);
          for (let iy = y0; iy < y1; iy++) {
            let at = x + <usize>(iy * w + x0) * pixel + c;
            for (let ix = x0; ix < x1; ix++, at += pixel) best = f32x4.max(best, v128.load(at));
          }
          v128.store(y + c, best);
        }
        y += pixel;
      }
    }
    x += <usize>(h * w) * pixel;
  }
}

/** To the first of a window's pixels that has its largest value; added to dx, or, where each pixel is in one window, written. */
export function maxPoolGradient(
  x: usize, n: i32, h: i32, w: i32, channels: i32, size: i32, stride: i32, top: i32, left: i32,
  oh: i32, ow: i32, y: usize, dy: usize, dx: usize, add: bool,
): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < n; image++) {
    for (let oy = 0; oy < oh; oy++) {
      const y0 = max(oy * stride - top, 0), y1 = min(oy * stride - top + size, h);
      for (let ox = 0; ox < ow; ox++) {
        const x0 = max(ox * stride - left, 0), x1 = min(ox * stride - left + size, w);
        for (let c: usize = 0; c < pixel; c += 16) {
          const best = v128.load(y + c);
          let given = v128.load(dy + c);
          for (let iy = y0; iy < y1; iy++) {
            let at = <usize>(iy * w + x0) * pixel + c;
            for (let ix = x0; ix < x1; ix++, at += pixel) {
              const here = f32x4.eq(v128.load(x + at), best);
              const share = v128.and(given, here);
              v128.store(dx + at, add ? f32x4.add(share, v128.load(dx + at)) : share);
              given = v128.andnot(given, here);
            }
          }
        }
        y += pixel;
        dy += pixel;
      }
    }
    x += <usize>(h * w) * pixel;
    dx += <usize>(h * w) * pixel;
  }
}

/** Mean of each window. */
export function avgPool(
  x: usize, n: i32, h: i32, w: i32, channels: i32, size: i32, stride: i32, top: i32, left: i32,
  oh: i32, ow: i32, y: usize,
): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < n; image++) {
    for (let oy = 0; oy < oh; oy++) {
      const y0 = max(oy * stride - top, 0), y1 = min(oy * stride - top + size, h);
      for (let ox = 0; ox < ow; ox++) {
        const x0 = max(ox * stride - left, 0), x1 = min(ox * stride - left + size, w);
        const share = f32x4.splat(1 / <f32>((y1 - y0) * (x1 - x0)));
        for (let c: usize = 0; c < pixel; c += 16) {
          let sum = f32x4.splat(0);
          for (let iy = y0; iy < y1; iy++) {
            let at = x + <usize>(iy * w + x0) * pixel + c;
            for (let ix = x0; ix < x1; ix++, at += pixel) sum = f32x4.add(sum, v128.load(at));
          }
          v128.store(y + c, f32x4.mul(sum, share));
        }
        y += pixel;
      }
    }
    x += <usize>(h * w) * pixel;
  }
}

/** An even share to each pixel of the window; added to dx, or, where each pixel is in one window, written. */
export function avgPoolGradient(
  n: i32, h: i32, w: i32, channels: i32, size: i32, stride: i32, top: i32, left: i32,
  oh: i32, ow: i32, dy: usize, dx: usize, add: bool,
): void {
  const pixel = <usize>channels << 2;
  for (let image = 0; image < n; image++) {
    for (let oy = 0; oy < oh; oy++) {
      const y0 = max(oy * stride - top, 0), y1 = min(oy * stride - top + size, h);
      for (let ox = 0; ox < ow; ox++) {
        const x0 = max(ox * stride - left, 0), x1 = min(ox * stride - left + size, w);
        const share = f32x4.splat(1 / <f32>((y1 - y0) * (x1 - x0)));
        for (let c: usize = 0; c < pixel; c += 16) {
          const each = f32x4.mul(v128.load(dy + c), share);
          for (let iy = y0; iy < y1; iy++) {
            let at = dx + <usize>(iy * w + x0) * pixel + c;
            for (let ix = x0; ix < x1; ix++, at += pixel) {
              v128.store(at, add ? f32x4.add(each, v128.load(at)) : each);
            }
          }
        }
        dy += pixel;
      }
    }
    dx += <usize>(h * w) * pixel;
  }
}

/** Mean over all pixels of a picture: [n, pixels, channels] to [n, channels]. */
export function meanPixels(x: usize, n: i32, pixels: i32, channels: i32, y: usize): void {
  const pixel = <usize>channels << 2;
  const share = f32x4.splat(1 / <f32>pixels);
  for (let image = 0; image < n; image++) {
    for (let c: usize = 0; c < pixel; c += 16) {
      let sum = f32x4.splat(0);
      let at = x + c;
      for (let p = 0; p < pixels; p++, at += pixel) sum = f32x4.add(sum, v128.load(at));
      v128.store(y + c, f32x4.mul(sum, share));
    }
    x += <usize>pixels * pixel;
    y += pixel;
  }
}

/** Its gradient, added to dx where `add`. */
export function meanPixelsGradient(dy: usize, n: i32, pixels: i32, channels: i32, dx: usize, add: bool): void {
  const pixel = <usize>channels << 2;
  const share = f32x4.splat(1 / <f32>pixels);
  for (let image = 0; image < n; image++) {
    for (let p = 0; p < pixels; p++) {
      for (let c: usize = 0; c < pixel; c += 16) {
        let value = f32x4.mul(v128.load(dy + c), share);
        if (add) value = f32x4.add(value, v128.load(dx + c));
        v128.store(dx + c, value);
      }
      dx += pixel;
    }
    dy += pixel;
  }
}
