import { madd } from './madd';

/** Pixels summed in single precision before the sum is added to the total: rounding stays that of short sums. */
const BLOCK: i32 = 64;

/** out[c] = sum over pixels of x[p, c]; `channels` a multiple of 4 here and below. */
export function sumPixels(x: usize, pixels: i32, channels: i32, out: usize): void {
  const step = <usize>channels << 2;
  memory.fill(out, 0, step);
  for (let p = 0; p < pixels; p += BLOCK) {
    const count = min(BLOCK, pixels - p);
    for (let c: usize = 0; c < step; c += 16) {
      let at = x + <usize>p * step + c;
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      let i = count;
      for (; i >= 4; i -= 4) {
        s0 = f32x4.add(s0, v128.load(at));
        s1 = f32x4.add(s1, v128.load(at + step));
        s2 = f32x4.add(s2, v128.load(at + 2 * step));
        s3 = f32x4.add(s3, v128.load(at + 3 * step));
        at += 4 * step;
      }
      for (; i; i--, at += step) s0 = f32x4.add(s0, v128.load(at));
      const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
      v128.store(out + c, f32x4.add(v128.load(out + c), sum));
    }
  }
}

/** Mean and biased variance of each channel. */
export function moments(x: usize, pixels: i32, channels: i32, mean: usize, variance: usize): void {
  const step = <usize>channels << 2;
  const share = f32x4.splat(1 / <f32>pixels);
  sumPixels(x, pixels, channels, mean);
  for (let c: usize = 0; c < step; c += 16) v128.store(mean + c, f32x4.mul(v128.load(mean + c), share));
  memory.fill(variance, 0, step);
  for (let p = 0; p < pixels; p += BLOCK) {
    const count = min(BLOCK, pixels - p);
    for (let c: usize = 0; c < step; c += 16) {
      let at = x + <usize>p * step + c;
      const m = v128.load(mean + c);
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      let i = count;
      for (; i >= 4; i -= 4) {
        const d0 = f32x4.sub(v128.load(at), m);
        const d1 = f32x4.sub(v128.load(at + step), m);
        const d2 = f32x4.sub(v128.load(at + 2 * step), m);
        const d3 = f32x4.sub(v128.load(at + 3 * step), m);
        s0 = madd(d0, d0, s0);
        s1 = madd(d1, d1, s1);
        s2 = madd(d2, d2, s2);
        s3 = madd(d3, d3, s3);
        at += 4 * step;
      }
      for (; i; i--, at += step) {
        const d = f32x4.sub(v128.load(at), m);
        s0 = madd(d, d, s0);
      }
      const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
      v128.store(variance + c, f32x4.add(v128.load(variance + c), sum));
    }
  }
  for (let c: usize = 0; c < step; c += 16) v128.store(variance + c, f32x4.mul(v128.load(variance + c), share));
}

/** inverse = 1 / sqrt(variance + epsilon); scale = gamma inverse; shift = beta - mean scale. */
export function foldNorm(
  mean: usize, variance: usize, gamma: usize, beta: usize, epsilon: f32, channels: i32,
  inverse: usize, scale: usize, shift: usize,
): void {
  const step = <usize>channels << 2;
  for (let c: usize = 0; c < step; c += 16) {
    const root = f32x4.sqrt(f32x4.add(v128.load(variance + c), f32x4.splat(epsilon)));
    const one = f32x4.div(f32x4.splat(1), root);
    const a = f32x4.mul(v128.load(gamma + c), one);
    v128.store(inverse + c, one);
    v128.store(scale + c, a);
    v128.store(shift + c, f32x4.sub(v128.load(beta + c), f32x4.mul(v128.load(mean + c), a)));
  }
}

/** moving = momentum moving + (1 - momentum) latest. */
export function follow(moving: usize, latest: usize, momentum: f32, channels: i32): void {
  const step = <usize>channels << 2;
  const keep = f32x4.splat(momentum), take = f32x4.splat(1 - momentum);
  for (let c: usize = 0; c < step; c += 16) {
    const next = f32x4.add(f32x4.mul(v128.load(moving + c), keep), f32x4.mul(v128.load(latest + c), take));
    v128.store(moving + c, next);
  }
}

/** y = x scale + shift, held between 0 and `top` where top > 0. */
export function scaleShift(
  x: usize, pixels: i32, channels: i32, scale: usize, shift: usize, y: usize, top: f32,
): void {
  const step = <usize>channels << 2;
  const zero = f32x4.splat(0), most = f32x4.splat(top);
  const end = x + <usize>pixels * step;
  if (top > 0) {
    while (x < end) {
      for (let c: usize = 0; c < step; c += 16) {
        const z = madd(v128.load(x + c), v128.load(scale + c), v128.load(shift + c));
        v128.store(y + c, f32x4.min(f32x4.max(z, zero), most));
      }
      x += step;
      y += step;
    }
  } else {
    while (x < end) {
      for (let c: usize = 0; c < step; c += 16) {
        v128.store(y + c, madd(v128.load(x + c), v128.load(scale + c), v128.load(shift + c)));
      }
      x += step;
      y += step;
    }
  }
}

/** dy where 0 < y < top, else 0. */
@inline
function open(dy: v128, y: v128, most: v128): v128 {
  return v128.and(dy, v128.and(f32x4.gt(y, f32x4.splat(0)), f32x4.lt(y, most)));
}

/** dbeta = sum of dy, dgamma = sum of dy (x - mean) inverse; dy passes the gate of y where top > 0. */
export function normSums(
  dy: usize, x: usize, y: usize, top: f32, pixels: i32, channels: i32,
  mean: usize, inverse: usize, dgamma: usize, dbeta: usize,
): void {
  const step = <usize>channels << 2;
  const most = f32x4.splat(top);
  memory.fill(dgamma, 0, step);
  memory.fill(dbeta, 0, step);
  for (let p = 0; p < pixels; p += BLOCK) {
    const count = min(BLOCK, pixels - p);
    for (let c: usize = 0; c < step; c += 16) {
      let at = <usize>p * step + c;
      const m = v128.load(mean + c);
      let b0 = f32x4.splat(0), b1 = b0, g0 = b0, g1 = b0;
      let i = count;
      if (top > 0) {
        for (; i >= 2; i -= 2) {
          const d0 = open(v128.load(dy + at), v128.load(y + at), most);
          const d1 = open(v128.load(dy + at + step), v128.load(y + at + step), most);
          b0 = f32x4.add(b0, d0);
          b1 = f32x4.add(b1, d1);
          g0 = madd(d0, f32x4.sub(v128.load(x + at), m), g0);
          g1 = madd(d1, f32x4.sub(v128.load(x + at + step), m), g1);
          at += 2 * step;
        }
        if (i) {
          const d = open(v128.load(dy + at), v128.load(y + at), most);
          b0 = f32x4.add(b0, d);
          g0 = madd(d, f32x4.sub(v128.load(x + at), m), g0);
        }
      } else {
        for (; i >= 2; i -= 2) {
          const d0 = v128.load(dy + at), d1 = v128.load(dy + at + step);
          b0 = f32x4.add(b0, d0);
          b1 = f32x4.add(b1, d1);
          g0 = madd(d0, f32x4.sub(v128.load(x + at), m), g0);
          g1 = madd(d1, f32x4.sub(v128.load(x + at + step), m), g1);
          at += 2 * step;
        }
        if (i) {
          const d = v128.load(dy + at);
          b0 = f32x4.add(b0, d);
          g0 = madd(d, f32x4.sub(v128.load(x + at), m), g0);
        }
      }
      v128.store(dbeta + c, f32x4.add(v128.load(dbeta + c), f32x4.add(b0, b1)));
      v128.store(dgamma + c, madd(f32x4.add(g0, g1), v128.load(inverse + c), v128.load(dgamma + c)));
    }
  }
}

/**
 * Coefficients of the gradient for x in training, a dy + b x + c: Ioffe & Szegedy 2015 with the batch's own
 * statistics. a is `scale` as foldNorm left it.
 */
export function normCoefficients(
  scale: usize, mean: usize, inverse: usize, dgamma: usize, dbeta: usize, pixels: i32, channels: i32,
  b: usize, c: usize,
): void {
  const step = <usize>channels << 2;
  const share = f32x4.splat(-1 / <f32>pixels);
  for (let i: usize = 0; i < step; i += 16) {
    const a = f32x4.mul(v128.load(scale + i), share);
    const ofX = f32x4.mul(f32x4.mul(a, v128.load(inverse + i)), v128.load(dgamma + i));
    v128.store(b + i, ofX);
    v128.store(c + i, f32x4.sub(f32x4.mul(a, v128.load(dbeta + i)), f32x4.mul(ofX, v128.load(mean + i))));
  }
}

/** dx = a dy + b x + c, added to dx where `add`; dy passes the gate of y where top > 0; b = 0: only a dy. */
export function normInput(
  dy: usize, x: usize, y: usize, top: f32, pixels: i32, channels: i32,
  a: usize, b: usize, c: usize, dx: usize, add: bool,
): void {
  const step = <usize>channels << 2;
  const most = f32x4.splat(top);
  for (let p = 0; p < pixels; p++) {
    for (let i: usize = 0; i < step; i += 16) {
      let d = v128.load(dy + i);
      if (top > 0) d = open(d, v128.load(y + i), most);
      let value = f32x4.mul(d, v128.load(a + i));
      if (b) value = f32x4.add(value, madd(v128.load(x + i), v128.load(b + i), v128.load(c + i)));
      if (add) value = f32x4.add(value, v128.load(dx + i));
      v128.store(dx + i, value);
    }
    dy += step;
    x += step;
    y += step;
    dx += step;
  }
}
