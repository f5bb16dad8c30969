import { madd, splat } from './madd';

/** Bits of `flags`. */
const RELU: i32 = 1;
const ACCUMULATE: i32 = 2;

/**
 * The product behind every convolution and dense layer, as an implicit matrix product: nothing is unrolled in
 * memory. For each of `pixels` outputs, whose window starts `table[p]` bytes after `src`, and each channel c:
 * dst[p, c] = start[c] + sum over r < rows, k < inner of src[table[p] + r rowStep + 4k] panel[r inner + k, c].
 *
 * `panels`: 8 channels at a time, [rows x inner][8]; the last has 4 where channels is no multiple of 8. `channels`
 * is a multiple of 4, a row of dst that many floats. `bias` is 0 for none. Steps and offsets in bytes.
 */
export function multiply(
  src: usize,
  table: usize,
  pixels: i32,
  rows: i32,
  inner: i32,
  rowStep: i32,
  panels: usize,
  bias: usize,
  dst: usize,
  channels: i32,
  flags: i32,
): void {
  for (let p = 0; p < pixels; p += BLOCK) {
    const out = dst + (<usize>(p * channels) << 2);
    const at = table + (<usize>p << 2);
    block(src, at, min(BLOCK, pixels - p), rows, inner, rowStep, panels, bias, out, channels, flags);
  }
}

/** Pixels of which all channels are computed before the next: their inputs stay in the nearest cache. */
const BLOCK: i32 = 240;

function block(
  src: usize, table: usize, pixels: i32, rows: i32, inner: i32, rowStep: i32,
  panels: usize, bias: usize, dst: usize, channels: i32, flags: i32,
): void {
  const depth = rows * inner;
  for (let c = 0; c < channels; c += 8) {
    const panel = panels + (<usize>(c * depth) << 2);
    const start = bias ? bias + (<usize>c << 2) : 0;
    const wide = channels - c >= 8;
    for (let p = 0; p < pixels; p += 6) {
      const out = dst + (<usize>(p * channels + c) << 2);
      if (wide) eight(src, table, p, pixels, rows, inner, rowStep, panel, start, out, <usize>channels << 2, flags);
      else four(src, table, p, pixels, rows, inner, rowStep, panel, start, out, <usize>channels << 2, flags);
    }
  }
}

/** Past the last pixel the last one is computed again, and not stored. */
@inline
function windowOf(src: usize, table: usize, p: i32, pixels: i32): usize {
  return src + <usize>load<u32>(table + (<usize>min(p, pixels - 1) << 2));
}

@inline
function finish(at: usize, value: v128, flags: i32): void {
  v128.store(at, flags & RELU ? f32x4.max(value, f32x4.splat(0)) : value);
}

/** A tile of 6 pixels x 8 channels: 12 accumulators, 2 weights and 1 input fill the 15 registers that V8 gives. */
function eight(
  src: usize, table: usize, p: i32, pixels: i32, rows: i32, inner: i32, rowStep: i32,
  panel: usize, start: usize, out: usize, step: usize, flags: i32,
): void {
  let a0 = windowOf(src, table, p, pixels);
  let a1 = windowOf(src, table, p + 1, pixels);
  let a2 = windowOf(src, table, p + 2, pixels);
  let a3 = windowOf(src, table, p + 3, pixels);
  let a4 = windowOf(src, table, p + 4, pixels);
  let a5 = windowOf(src, table, p + 5, pixels);
  let s00 = f32x4.splat(0), s01 = s00;
  if (start) {
    s00 = v128.load(start);
    s01 = v128.load(start, 16);
  }
  let s10 = s00, s11 = s01, s20 = s00, s21 = s01, s30 = s00, s31 = s01, s40 = s00, s41 = s01, s50 = s00, s51 = s01;
  const skip = <usize>rowStep - (<usize>inner << 2);
  for (let r = 0; r < rows; r++) {
    let k = inner;
    for (; k >= 2; k -= 2) {
      let w0 = v128.load(panel), w1 = v128.load(panel, 16);
      let a = splat(a0);
      s00 = madd(a, w0, s00); s01 = madd(a, w1, s01);
      a = splat(a1);
      s10 = madd(a, w0, s10); s11 = madd(a, w1, s11);
      a = splat(a2);
      s20 = madd(a, w0, s20); s21 = madd(a, w1, s21);
      a = splat(a3);
      s30 = madd(a, w0, s30); s31 = madd(a, w1, s31);
      a = splat(a4);
      s40 = madd(a, w0, s40); s41 = madd(a, w1, s41);
      a = splat(a5);
      s50 = madd(a, w0, s50); s51 = madd(a, w1, s51);
      w0 = v128.load(panel, 32);
      w1 = v128.load(panel, 48);
      a = v128.load32_splat(a0, 4);
      s00 = madd(a, w0, s00); s01 = madd(a, w1, s01);
      a = v128.load32_splat(a1, 4);
      s10 = madd(a, w0, s10); s11 = madd(a, w1, s11);
      a = v128.load32_splat(a2, 4);
      s20 = madd(a, w0, s20); s21 = madd(a, w1, s21);
      a = v128.load32_splat(a3, 4);
      s30 = madd(a, w0, s30); s31 = madd(a, w1, s31);
      a = v128.load32_splat(a4, 4);
      s40 = madd(a, w0, s40); s41 = madd(a, w1, s41);
      a = v128.load32_splat(a5, 4);
      s50 = madd(a, w0, s50); s51 = madd(a, w1, s51);
      panel += 64;
      a0 += 8; a1 += 8; a2 += 8; a3 += 8; a4 += 8; a5 += 8;
    }
    if (k) {
      const w0 = v128.load(panel), w1 = v128.load(panel, 16);
      let a = splat(a0);
      s00 = madd(a, w0, s00); s01 = madd(a, w1, s01);
      a = splat(a1);
      s10 = madd(a, w0, s10); s11 = madd(a, w1, s11);
      a = splat(a2);
      s20 = madd(a, w0, s20); s21 = madd(a, w1, s21);
      a = splat(a3);
      s30 = madd(a, w0, s30); s31 = madd(a, w1, s31);
      a = splat(a4);
      s40 = madd(a, w0, s40); s41 = madd(a, w1, s41);
      a = splat(a5);
      s50 = madd(a, w0, s50); s51 = madd(a, w1, s51);
      panel += 32;
      a0 += 4; a1 += 4; a2 += 4; a3 += 4; a4 += 4; a5 += 4;
    }
    a0 += skip; a1 += skip; a2 += skip; a3 += skip; a4 += skip; a5 += skip;
  }
  const left = pixels - p;
  pair(out, s00, s01, flags);
  if (left > 1) pair(out + step, s10, s11, flags);
  if (left > 2) pair(out + 2 * step, s20, s21, flags);
  if (left > 3) pair(out + 3 * step, s30, s31, flags);
  if (left > 4) pair(out + 4 * step, s40, s41, flags);
  if (left > 5) pair(out + 5 * step, s50, s51, flags);
}

@inline
function pair(out: usize, s0: v128, s1: v128, flags: i32): void {
  if (flags & ACCUMULATE) {
    s0 = f32x4.add(s0, v128.load(out));
    s1 = f32x4.add(s1, v128.load(out, 16));
  }
  finish(out, s0, flags);
  finish(out + 16, s1, flags);
}

/** The same for the last 4 channels: 6 pixels x 4. */
function four(
  src: usize, table: usize, p: i32, pixels: i32, rows: i32, inner: i32, rowStep: i32,
  panel: usize, start: usize, out: usize, step: usize, flags: i32,
): void {
  let a0 = windowOf(src, table, p, pixels);
  let a1 = windowOf(src, table, p + 1, pixels);
  let a2 = windowOf(src, table, p + 2, pixels);
  let a3 = windowOf(src, table, p + 3, pixels);
  let a4 = windowOf(src, table, p + 4, pixels);
  let a5 = windowOf(src, table, p + 5, pixels);
  let s0 = start ? v128.load(start) : f32x4.splat(0);
  let s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
  const skip = <usize>rowStep - (<usize>inner << 2);
  for (let r = 0; r < rows; r++) {
    for (let k = inner; k; k--) {
      const w = v128.load(panel);
      s0 = madd(splat(a0), w, s0);
      s1 = madd(splat(a1), w, s1);
      s2 = madd(splat(a2), w, s2);
      s3 = madd(splat(a3), w, s3);
      s4 = madd(splat(a4), w, s4);
      s5 = madd(splat(a5), w, s5);
      panel += 16;
      a0 += 4; a1 += 4; a2 += 4; a3 += 4; a4 += 4; a5 += 4;
    }
    a0 += skip; a1 += skip; a2 += skip; a3 += skip; a4 += skip; a5 += skip;
  }
  const left = pixels - p;
  single(out, s0, flags);
  if (left > 1) single(out + step, s1, flags);
  if (left > 2) single(out + 2 * step, s2, flags);
  if (left > 3) single(out + 3 * step, s3, flags);
  if (left > 4) single(out + 4 * step, s4, flags);
  if (left > 5) single(out + 5 * step, s5, flags);
}

@inline
function single(out: usize, s: v128, flags: i32): void {
  finish(out, flags & ACCUMULATE ? f32x4.add(s, v128.load(out)) : s, flags);
}
