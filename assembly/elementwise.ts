/** Over `count` floats, a multiple of 4; `add`: to what stands there. */

/** y = min(max(x, 0), top). */
export function clamp(x: usize, count: i32, top: f32, y: usize): void {
  const zero = f32x4.splat(0), most = f32x4.splat(top);
  const bytes = <usize>count << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(y + i, f32x4.min(f32x4.max(v128.load(x + i), zero), most));
  }
}

/** dx = dy where 0 < y < top, else 0. */
export function clampGradient(dy: usize, y: usize, count: i32, top: f32, dx: usize, add: bool): void {
  const zero = f32x4.splat(0), most = f32x4.splat(top);
  const bytes = <usize>count << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    const at = v128.load(y + i);
    let value = v128.and(v128.load(dy + i), v128.and(f32x4.gt(at, zero), f32x4.lt(at, most)));
    if (add) value = f32x4.add(value, v128.load(dx + i));
    v128.store(dx + i, value);
  }
}

/** y = a + b. */
export function sum(a: usize, b: usize, count: i32, y: usize): void {
  const bytes = <usize>count << 2;
  for (let i: usize = 0; i < bytes; i += 16) v128.store(y + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
}

/** y = a b: dropout and its gradient. */
export function product(a: usize, b: usize, count: i32, y: usize, add: bool): void {
  const bytes = <usize>count << 2;
  for (let i: usize = 0; i < bytes; i += 16) {
    let value = f32x4.mul(v128.load(a + i), v128.load(b + i));
    if (add) value = f32x4.add(value, v128.load(y + i));
    v128.store(y + i, value);
  }
}

/** y[p, c] = x[p, c] for c < channels, where a pixel takes other steps (in floats) in x and y: concat. */
export function copyChannels(
  x: usize, xStep: i32, y: usize, yStep: i32, channels: i32, pixels: i32, add: bool,
): void {
  const whole = <usize>(channels & ~3) << 2;
  const all = <usize>channels << 2;
  for (let p = 0; p < pixels; p++) {
    let c: usize = 0;
    for (; c < whole; c += 16) {
      const value = v128.load(x + c);
      v128.store(y + c, add ? f32x4.add(value, v128.load(y + c)) : value);
    }
    for (; c < all; c += 4) {
      const value = load<f32>(x + c);
      store<f32>(y + c, add ? value + load<f32>(y + c) : value);
    }
    x += <usize>xStep << 2;
    y += <usize>yStep << 2;
  }
}
