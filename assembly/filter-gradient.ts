import { madd } from './madd';

/**
 * What `multiply` computes, as seen from its weights: adds to gradient[r inner + k, c] the sum over the pixels of
 * src[table[p] + r rowStep + 4k] dy[p, c]. gradient is [rows x inner, channels]; 6 weights x 8 channels at a time.
 * Reads up to 20 bytes beyond the last window, and uses nothing of that.
 */
export function filterGradient(
  src: usize,
  table: usize,
  pixels: i32,
  rows: i32,
  inner: i32,
  rowStep: i32,
  dy: usize,
  channels: i32,
  gradient: usize,
): void {
  const step = <usize>channels << 2;
  for (let p = 0; p < pixels; p += BLOCK) {
    const at = table + (<usize>p << 2);
    block(src, at, min(BLOCK, pixels - p), rows, inner, rowStep, dy + <usize>p * step, channels, gradient);
  }
}

/** Pixels that all weights are done with before the next: they stay in the nearest cache, and sums stay short. */
const BLOCK: i32 = 256;

function block(
  src: usize, table: usize, pixels: i32, rows: i32, inner: i32, rowStep: i32,
  dy: usize, channels: i32, gradient: usize,
): void {
  const step = <usize>channels << 2;
  for (let c = 0; c < channels; c += 8) {
    const wide = channels - c >= 8;
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < inner; k += 6) {
        const from = src + <usize>(r * rowStep + (k << 2));
        const to = gradient + (<usize>((r * inner + k) * channels + c) << 2);
        if (wide) eight(from, table, pixels, dy + (<usize>c << 2), step, to, inner - k);
        else four(from, table, pixels, dy + (<usize>c << 2), step, to, inner - k);
      }
    }
  }
}

@inline
function add(at: usize, value: v128): void {
  v128.store(at, f32x4.add(v128.load(at), value));
}

function eight(src: usize, table: usize, pixels: i32, dy: usize, step: usize, to: usize, left: i32): void {
  let s00 = f32x4.splat(0), s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
  let s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
  const end = table + (<usize>pixels << 2);
  for (; table < end; table += 4) {
    const from = src + <usize>load<u32>(table);
    const d0 = v128.load(dy), d1 = v128.load(dy, 16);
    let a = v128.load32_splat(from);
    s00 = madd(a, d0, s00); s01 = madd(a, d1, s01);
    a = v128.load32_splat(from, 4);
    s10 = madd(a, d0, s10); s11 = madd(a, d1, s11);
    a = v128.load32_splat(from, 8);
    s20 = madd(a, d0, s20); s21 = madd(a, d1, s21);
    a = v128.load32_splat(from, 12);
    s30 = madd(a, d0, s30); s31 = madd(a, d1, s31);
    a = v128.load32_splat(from, 16);
    s40 = madd(a, d0, s40); s41 = madd(a, d1, s41);
    a = v128.load32_splat(from, 20);
    s50 = madd(a, d0, s50); s51 = madd(a, d1, s51);
    dy += step;
  }
  add(to, s00); add(to + 16, s01);
  if (left < 2) return;
  to += step;
  add(to, s10); add(to + 16, s11);
  if (left < 3) return;
  to += step;
  add(to, s20); add(to + 16, s21);
  if (left < 4) return;
  to += step;
  add(to, s30); add(to + 16, s31);
  if (left < 5) return;
  to += step;
  add(to, s40); add(to + 16, s41);
  if (left < 6) return;
  to += step;
  add(to, s50); add(to + 16, s51);
}

function four(src: usize, table: usize, pixels: i32, dy: usize, step: usize, to: usize, left: i32): void {
  let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
  const end = table + (<usize>pixels << 2);
  for (; table < end; table += 4) {
    const from = src + <usize>load<u32>(table);
    const d = v128.load(dy);
    s0 = madd(v128.load32_splat(from), d, s0);
    s1 = madd(v128.load32_splat(from, 4), d, s1);
    s2 = madd(v128.load32_splat(from, 8), d, s2);
    s3 = madd(v128.load32_splat(from, 12), d, s3);
    s4 = madd(v128.load32_splat(from, 16), d, s4);
    s5 = madd(v128.load32_splat(from, 20), d, s5);
    dy += step;
  }
  add(to, s0);
  if (left > 1) add(to + step, s1);
  if (left > 2) add(to + 2 * step, s2);
  if (left > 3) add(to + 3 * step, s3);
  if (left > 4) add(to + 4 * step, s4);
  if (left > 5) add(to + 5 * step, s5);
}
