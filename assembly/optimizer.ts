import { madd } from './madd';

/** Sum of squares of `count` floats (a multiple of 4), in double precision. */
export function squaredNorm(g: usize, count: i32): f64 {
  const end = g + (<usize>count << 2);
  let low = f64x2.splat(0), high = low;
  for (; g < end; g += 16) {
    const value = v128.load(g);
    const a = f64x2.promote_low_f32x4(value);
    const b = f64x2.promote_low_f32x4(v128.shuffle<i32>(value, value, 2, 3, 0, 1));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}

/**
 * One step of Adam (Kingma & Ba 2015) with decoupled weight decay, as train/adam.ts defines it: moments divided by
 * (1 - beta), bias corrections in `rate` and `epsilon`, parameters times `shrink` first. Gradients are taken times
 * `scale`.
 */
export function adamW(
  p: usize, g: usize, m: usize, v: usize, count: i32,
  scale: f32, shrink: f32, rate: f32, epsilon: f32, beta1: f32, beta2: f32,
): void {
  const bytes = <usize>count << 2;
  const s = f32x4.splat(scale), keep = f32x4.splat(shrink), step = f32x4.splat(rate);
  const small = f32x4.splat(epsilon), b1 = f32x4.splat(beta1), b2 = f32x4.splat(beta2);
  for (let i: usize = 0; i < bytes; i += 16) {
    const gradient = f32x4.mul(v128.load(g + i), s);
    const first = madd(v128.load(m + i), b1, gradient);
    const second = madd(v128.load(v + i), b2, f32x4.mul(gradient, gradient));
    v128.store(m + i, first);
    v128.store(v + i, second);
    const direction = f32x4.div(first, f32x4.add(f32x4.sqrt(second), small));
    v128.store(p + i, f32x4.sub(f32x4.mul(v128.load(p + i), keep), f32x4.mul(direction, step)));
  }
}
