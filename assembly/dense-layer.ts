import { madd, splat } from './madd';

// A layer's plan: places of its numbers, in bytes. Written by src/train/wasm/dense-plan.ts.
/** Inputs, a multiple of 4: those that only fill up are 0. */
@inline export const INPUTS: usize = 0;
@inline export const UNITS: usize = 4;
/** Bytes of a row of outputs: units filled up to a multiple of 4. */
@inline export const STRIDE: usize = 8;
/** [inputs][stride] and [stride], and their gradients. */
@inline export const KERNEL: usize = 12;
@inline export const BIAS: usize = 16;
@inline export const KERNEL_GRADIENT: usize = 20;
@inline export const BIAS_GRADIENT: usize = 24;
/** Addresses of the rows of its inputs, one after the other. */
@inline export const TABLE: usize = 28;
/** Outputs after activation and dropout, and the gradient before them: [rows][stride], rows a multiple of 4. */
@inline export const OUTPUT: usize = 32;
@inline export const DELTA: usize = 36;
@inline export const RELU: usize = 40;
/** Four words of the stream that dropout draws from; 0 for no dropout. */
@inline export const STREAM: usize = 44;
/** Draws below it are dropped. */
@inline export const BOUND: usize = 48;
/** What kept outputs are multiplied by. */
@inline export const KEPT: usize = 56;
@inline export const LAYER: usize = 64;

@inline
function rowAt(table: usize, row: i32, rows: i32): usize {
  return <usize>load<u32>(table + (<usize>min(row, rows - 1) << 2));
}

/** Outputs of `rows` rows, without dropout; of up to three rows beyond them the last one's. */
export function forward(layer: usize, rows: i32): void {
  const inputs = load<i32>(layer, INPUTS), stride = <usize>load<i32>(layer, STRIDE);
  const table = <usize>load<u32>(layer, TABLE), relu = load<i32>(layer, RELU) != 0;
  const kernel = <usize>load<u32>(layer, KERNEL), bias = <usize>load<u32>(layer, BIAS);
  let out = <usize>load<u32>(layer, OUTPUT);
  for (let row = 0; row < rows; row += 4, out += stride << 2) {
    const p0 = rowAt(table, row, rows), p1 = rowAt(table, row + 1, rows);
    const p2 = rowAt(table, row + 2, rows), p3 = rowAt(table, row + 3, rows);
    let c: usize = 0;
    for (; c + 16 < stride; c += 32) eight(p0, p1, p2, p3, inputs, kernel + c, bias + c, out + c, stride, relu);
    if (c < stride) four(p0, p1, p2, p3, inputs, kernel + c, bias + c, out + c, stride, relu);
  }
}

@inline
function put(at: usize, value: v128, relu: bool): void {
  v128.store(at, relu ? f32x4.max(value, f32x4.splat(0)) : value);
}

/** A tile of 4 rows x 8 units. */
function eight(
  p0: usize, p1: usize, p2: usize, p3: usize, inputs: i32,
  kernel: usize, bias: usize, out: usize, stride: usize, relu: bool,
): void {
  let a0 = v128.load(bias), b0 = v128.load(bias, 16);
  let a1 = a0, a2 = a0, a3 = a0, b1 = b0, b2 = b0, b3 = b0;
  const end = p0 + (<usize>inputs << 2);
  const d1 = p1 - p0, d2 = p2 - p0, d3 = p3 - p0;
  for (; p0 < end; p0 += 4, kernel += stride) {
    const w = v128.load(kernel), v = v128.load(kernel, 16);
    const x0 = splat(p0), x1 = splat(p0 + d1), x2 = splat(p0 + d2), x3 = splat(p0 + d3);
    a0 = madd(x0, w, a0); b0 = madd(x0, v, b0);
    a1 = madd(x1, w, a1); b1 = madd(x1, v, b1);
    a2 = madd(x2, w, a2); b2 = madd(x2, v, b2);
    a3 = madd(x3, w, a3); b3 = madd(x3, v, b3);
  }
  put(out, a0, relu); put(out + 16, b0, relu); out += stride;
  put(out, a1, relu); put(out + 16, b1, relu); out += stride;
  put(out, a2, relu); put(out + 16, b2, relu); out += stride;
  put(out, a3, relu); put(out + 16, b3, relu);
}

function four(
  p0: usize, p1: usize, p2: usize, p3: usize, inputs: i32,
  kernel: usize, bias: usize, out: usize, stride: usize, relu: bool,
): void {
  let a0 = v128.load(bias);
  let a1 = a0, a2 = a0, a3 = a0;
  const end = p0 + (<usize>inputs << 2);
  const d1 = p1 - p0, d2 = p2 - p0, d3 = p3 - p0;
  for (; p0 < end; p0 += 4, kernel += stride) {
    const w = v128.load(kernel);
    a0 = madd(splat(p0), w, a0);
    a1 = madd(splat(p0 + d1), w, a1);
    a2 = madd(splat(p0 + d2), w, a2);
    a3 = madd(splat(p0 + d3), w, a3);
  }
  put(out, a0, relu); out += stride;
  put(out, a1, relu); out += stride;
  put(out, a2, relu); out += stride;
  put(out, a3, relu);
}

/** Inverted dropout on the outputs, drawing unit after unit of row after row as sfc32 does in src/study/random.ts. */
export function drop(layer: usize, rows: i32): void {
  const stream = <usize>load<u32>(layer, STREAM);
  if (!stream) return;
  const units = load<i32>(layer, UNITS), stride = <usize>load<i32>(layer, STRIDE);
  const bound = load<f64>(layer, BOUND), kept = load<f32>(layer, KEPT);
  let a = load<u32>(stream), b = load<u32>(stream, 4), c = load<u32>(stream, 8), d = load<u32>(stream, 12);
  let out = <usize>load<u32>(layer, OUTPUT);
  for (let row = 0; row < rows; row++, out += stride) {
    for (let u = 0; u < units; u++) {
      const t = a + b + d;
      d++;
      a = b ^ (b >>> 9);
      b = c + (c << 3);
      c = rotl(c, 21) + t;
      const at = out + (<usize>u << 2);
      store<f32>(at, <f64>t < bound ? 0 : load<f32>(at) * kept);
    }
  }
  store<u32>(stream, a); store<u32>(stream, b, 4); store<u32>(stream, c, 8); store<u32>(stream, d, 12);
}

/** Gradients of kernel and bias from DELTA: sums over the rows. */
export function gradients(layer: usize, rows: i32): void {
  const inputs = load<i32>(layer, INPUTS), stride = <usize>load<i32>(layer, STRIDE);
  const table = <usize>load<u32>(layer, TABLE), delta = <usize>load<u32>(layer, DELTA);
  const bias = <usize>load<u32>(layer, BIAS_GRADIENT);
  for (let c: usize = 0; c < stride; c += 16) {
    let sum = f32x4.splat(0);
    for (let row = 0, at = delta + c; row < rows; row++, at += stride) sum = f32x4.add(sum, v128.load(at));
    v128.store(bias + c, sum);
  }
  let to = <usize>load<u32>(layer, KERNEL_GRADIENT);
  for (let input: usize = 0; input < <usize>inputs << 2; input += 16, to += stride << 2) {
    let c: usize = 0;
    for (; c + 16 < stride; c += 32) fourInputs(table, input, delta + c, rows, stride, to + c);
    if (c < stride) fourNarrow(table, input, delta + c, rows, stride, to + c);
  }
}

/** A tile of 4 inputs x 8 units. */
function fourInputs(table: usize, input: usize, delta: usize, rows: i32, stride: usize, to: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0, b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  const end = table + (<usize>rows << 2);
  for (; table < end; table += 4, delta += stride) {
    const x = <usize>load<u32>(table) + input;
    const g = v128.load(delta), h = v128.load(delta, 16);
    const x0 = splat(x), x1 = splat(x + 4), x2 = splat(x + 8), x3 = splat(x + 12);
    a0 = madd(x0, g, a0); b0 = madd(x0, h, b0);
    a1 = madd(x1, g, a1); b1 = madd(x1, h, b1);
    a2 = madd(x2, g, a2); b2 = madd(x2, h, b2);
    a3 = madd(x3, g, a3); b3 = madd(x3, h, b3);
  }
  v128.store(to, a0); v128.store(to, b0, 16); to += stride;
  v128.store(to, a1); v128.store(to, b1, 16); to += stride;
  v128.store(to, a2); v128.store(to, b2, 16); to += stride;
  v128.store(to, a3); v128.store(to, b3, 16);
}

function fourNarrow(table: usize, input: usize, delta: usize, rows: i32, stride: usize, to: usize): void {
  let a0 = f32x4.splat(0), a1 = a0, a2 = a0, a3 = a0;
  const end = table + (<usize>rows << 2);
  for (; table < end; table += 4, delta += stride) {
    const x = <usize>load<u32>(table) + input;
    const g = v128.load(delta);
    a0 = madd(splat(x), g, a0);
    a1 = madd(splat(x + 4), g, a1);
    a2 = madd(splat(x + 8), g, a2);
    a3 = madd(splat(x + 12), g, a3);
  }
  v128.store(to, a0); to += stride;
  v128.store(to, a1); to += stride;
  v128.store(to, a2); to += stride;
  v128.store(to, a3);
}

/** The four sums of the lanes of four vectors. */
@inline
function lanes(s0: v128, s1: v128, s2: v128, s3: v128): v128 {
  const x = f32x4.add(v128.shuffle<f32>(s0, s1, 0, 4, 1, 5), v128.shuffle<f32>(s0, s1, 2, 6, 3, 7));
  const y = f32x4.add(v128.shuffle<f32>(s2, s3, 0, 4, 1, 5), v128.shuffle<f32>(s2, s3, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(x, y, 0, 1, 4, 5), v128.shuffle<f32>(x, y, 2, 3, 6, 7));
}

/**
 * DELTA of the layer below from this one's: through the kernel, the activation and the dropout. What is dropped, or
 * cut off by ReLU, is exactly 0 in the outputs, so that neither mask is kept.
 */
export function passBack(layer: usize, below: usize, rows: i32): void {
  const inputs = <usize>load<i32>(layer, INPUTS) << 2, stride = <usize>load<i32>(layer, STRIDE);
  const kernel = <usize>load<u32>(layer, KERNEL);
  const relu = load<i32>(below, RELU) != 0, dropped = load<u32>(below, STREAM) != 0;
  const kept = f32x4.splat(dropped ? load<f32>(below, KEPT) : 1);
  let delta = <usize>load<u32>(layer, DELTA), to = <usize>load<u32>(below, DELTA);
  let output = <usize>load<u32>(below, OUTPUT);
  for (let row = 0; row < rows; row++, delta += stride, to += inputs, output += inputs) {
    let w = kernel;
    for (let input: usize = 0; input < inputs; input += 16, w += stride << 2) {
      let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
      for (let c: usize = 0; c < stride; c += 16) {
        const g = v128.load(delta + c), at = w + c;
        s0 = madd(v128.load(at), g, s0);
        s1 = madd(v128.load(at + stride), g, s1);
        s2 = madd(v128.load(at + (stride << 1)), g, s2);
        s3 = madd(v128.load(at + stride * 3), g, s3);
      }
      let value = f32x4.mul(lanes(s0, s1, s2, s3), kept);
      const out = v128.load(output + input), zero = f32x4.splat(0);
      if (relu) value = v128.and(value, f32x4.gt(out, zero));
      else if (dropped) value = v128.and(value, f32x4.ne(out, zero));
      v128.store(to + input, value);
    }
  }
}
