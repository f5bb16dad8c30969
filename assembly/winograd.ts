import { filterGradient } from './filter-gradient';
import { multiply } from './multiply';

/**
 * Convolution 3 x 3, stride 1, by tiles of 2 x 2 outputs (Winograd; Lavin & Gray 2016, F(2 x 2, 3 x 3)): 16
 * multiplications a tile and channel instead of 36. A transformed tile has 16 numbers; those of all tiles lie
 * together: [16][tiles][channels]. Channels are multiples of 4.
 */

/** `places` says where a tile's outputs lie, in bytes (a multiple of 16), and in its lowest bits what there is of them. */
const RIGHT: u32 = 1;
const BELOW: u32 = 2;
const BITS: u32 = 3;

const RELU: i32 = 1;
const ACCUMULATE: i32 = 2;

/** v = B' d B of the 4 x 4 pixels from `table[t]` bytes after `src`; `line` bytes to the next line. */
export function tilesIn(src: usize, table: usize, tiles: i32, line: i32, channels: i32, v: usize): void {
  const pixel = <usize>channels << 2;
  const apart = <usize>tiles * pixel;
  for (let t = 0; t < tiles; t++) {
    const from = src + <usize>load<u32>(table + (<usize>t << 2));
    const a = from, b = a + line, c = b + line, d = c + line;
    for (let i: usize = 0; i < pixel; i += 16) {
      const to = v + i;
      lineIn(a + i, c + i, pixel, false, to, apart);
      lineIn(b + i, c + i, pixel, true, to + 4 * apart, apart);
      lineIn(c + i, b + i, pixel, false, to + 8 * apart, apart);
      lineIn(b + i, d + i, pixel, false, to + 12 * apart, apart);
    }
    v += pixel;
  }
}

@inline
function lineIn(p: usize, q: usize, pixel: usize, plus: bool, to: usize, apart: usize): void {
  const t0 = both(v128.load(p), v128.load(q), plus);
  const t1 = both(v128.load(p + pixel), v128.load(q + pixel), plus);
  const t2 = both(v128.load(p + 2 * pixel), v128.load(q + 2 * pixel), plus);
  const t3 = both(v128.load(p + 3 * pixel), v128.load(q + 3 * pixel), plus);
  v128.store(to, f32x4.sub(t0, t2));
  v128.store(to + apart, f32x4.add(t1, t2));
  v128.store(to + 2 * apart, f32x4.sub(t2, t1));
  v128.store(to + 3 * apart, f32x4.sub(t1, t3));
}

@inline
function both(p: v128, q: v128, plus: bool): v128 {
  return plus ? f32x4.add(p, q) : f32x4.sub(p, q);
}

/** m[j] = v[j] u[j] for each of the 16; u: panels as `multiply` takes them, `linear`: tile t at t x inputs floats. */
export function tilesMultiply(
  v: usize, linear: usize, tiles: i32, inputs: i32, u: usize, m: usize, channels: i32,
): void {
  for (let j = 0; j < 16; j++) {
    multiply(v, linear, tiles, 1, inputs, 0, u, 0, m, channels, 0);
    v += <usize>(tiles * inputs) << 2;
    u += <usize>(inputs * channels) << 2;
    m += <usize>(tiles * channels) << 2;
  }
}

/** y = A' m A + bias, 2 x 2 pixels to `places[t]` after dst; `line` bytes to the next line. */
export function tilesOut(
  m: usize, places: usize, tiles: i32, line: i32, channels: i32, bias: usize, dst: usize, flags: i32,
): void {
  const pixel = <usize>channels << 2;
  const apart = <usize>tiles * pixel;
  for (let t = 0; t < tiles; t++) {
    const place = load<u32>(places + (<usize>t << 2));
    const to = dst + <usize>(place & ~BITS);
    for (let i: usize = 0; i < pixel; i += 16) {
      const at = m + i;
      const b = bias ? v128.load(bias + i) : f32x4.splat(0);
      let y00 = b, y01 = b, y10 = b, y11 = b;
      // Column by column: 0 adds to the left, 1 and 2 to both, 3 to the right.
      let m0 = v128.load(at), m1 = v128.load(at + 4 * apart);
      let m2 = v128.load(at + 8 * apart), m3 = v128.load(at + 12 * apart);
      y00 = f32x4.add(y00, f32x4.add(f32x4.add(m0, m1), m2));
      y10 = f32x4.add(y10, f32x4.sub(f32x4.sub(m1, m2), m3));
      m0 = v128.load(at + apart); m1 = v128.load(at + 5 * apart);
      m2 = v128.load(at + 9 * apart); m3 = v128.load(at + 13 * apart);
      let upper = f32x4.add(f32x4.add(m0, m1), m2), lower = f32x4.sub(f32x4.sub(m1, m2), m3);
      y00 = f32x4.add(y00, upper); y01 = f32x4.add(y01, upper);
      y10 = f32x4.add(y10, lower); y11 = f32x4.add(y11, lower);
      m0 = v128.load(at + 2 * apart); m1 = v128.load(at + 6 * apart);
      m2 = v128.load(at + 10 * apart); m3 = v128.load(at + 14 * apart);
      upper = f32x4.add(f32x4.add(m0, m1), m2); lower = f32x4.sub(f32x4.sub(m1, m2), m3);
      y00 = f32x4.add(y00, upper); y01 = f32x4.sub(y01, upper);
      y10 = f32x4.add(y10, lower); y11 = f32x4.sub(y11, lower);
      m0 = v128.load(at + 3 * apart); m1 = v128.load(at + 7 * apart);
      m2 = v128.load(at + 11 * apart); m3 = v128.load(at + 15 * apart);
      y01 = f32x4.sub(y01, f32x4.add(f32x4.add(m0, m1), m2));
      y11 = f32x4.sub(y11, f32x4.sub(f32x4.sub(m1, m2), m3));
      put(to + i, y00, flags);
      if (place & RIGHT) put(to + i + pixel, y01, flags);
      if (place & BELOW) put(to + i + line, y10, flags);
      if ((place & BITS) == BITS) put(to + i + line + pixel, y11, flags);
    }
    m += pixel;
  }
}

@inline
function put(at: usize, value: v128, flags: i32): void {
  if (flags & ACCUMULATE) value = f32x4.add(value, v128.load(at));
  if (flags & RELU) value = f32x4.max(value, f32x4.splat(0));
  v128.store(at, value);
}

/** z = A dy A' of the 2 x 2 pixels at `places[t]` after dy: what reaches the 16 numbers of a tile. */
export function tilesBack(dy: usize, places: usize, tiles: i32, line: i32, channels: i32, z: usize): void {
  const pixel = <usize>channels << 2;
  const apart = <usize>tiles * pixel;
  const zero = f32x4.splat(0);
  for (let t = 0; t < tiles; t++) {
    const place = load<u32>(places + (<usize>t << 2));
    const from = dy + <usize>(place & ~BITS);
    for (let i: usize = 0; i < pixel; i += 16) {
      const at = from + i;
      const a = v128.load(at);
      const b = place & RIGHT ? v128.load(at + pixel) : zero;
      const c = place & BELOW ? v128.load(at + line) : zero;
      const d = (place & BITS) == BITS ? v128.load(at + line + pixel) : zero;
      lineBack(a, b, z + i, apart);
      lineBack(f32x4.add(a, c), f32x4.add(b, d), z + i + 4 * apart, apart);
      lineBack(f32x4.sub(a, c), f32x4.sub(b, d), z + i + 8 * apart, apart);
      lineBack(f32x4.neg(c), f32x4.neg(d), z + i + 12 * apart, apart);
    }
    z += pixel;
  }
}

@inline
function lineBack(p: v128, q: v128, to: usize, apart: usize): void {
  v128.store(to, p);
  v128.store(to + apart, f32x4.add(p, q));
  v128.store(to + 2 * apart, f32x4.sub(p, q));
  v128.store(to + 3 * apart, f32x4.neg(q));
}

/** Adds v[j]' z[j] to sums[j], [16][inputs, channels]. */
export function tilesFilter(
  v: usize, linear: usize, tiles: i32, inputs: i32, z: usize, channels: i32, sums: usize,
): void {
  for (let j = 0; j < 16; j++) {
    filterGradient(v, linear, tiles, 1, inputs, 0, z, channels, sums);
    v += <usize>(tiles * inputs) << 2;
    z += <usize>(tiles * channels) << 2;
    sums += <usize>(inputs * channels) << 2;
  }
}

/**
 * u = G g G' in the panels that `multiply` takes, 16 one after the other. g[tap, i, o] of a kernel [9, inputs,
 * channels]; `turned`: the other way round, g[8 - tap, o, i], for the gradient of the input.
 */
export function tilesKernel(kernel: usize, inputs: i32, channels: i32, turned: bool, u: usize): void {
  const depth = turned ? channels : inputs;
  const width = turned ? inputs : channels;
  const apart = <usize>(inputs * channels) << 2;
  const one: usize = 4;
  const ofDepth = turned ? one : <usize>channels << 2;
  const ofWidth = turned ? <usize>channels << 2 : one;
  const first = turned ? kernel + 8 * apart : kernel;
  const next = turned ? <usize>0 - apart : apart;
  for (let o = 0; o < width; o++) {
    const panel = o & ~7;
    const across = min(8, width - panel);
    for (let k = 0; k < depth; k++) {
      let at = first + <usize>k * ofDepth + <usize>o * ofWidth;
      let to = u + (<usize>(panel * depth + k * across + (o - panel)) << 2);
      const g0 = load<f32>(at); at += next;
      const g1 = load<f32>(at); at += next;
      const g2 = load<f32>(at); at += next;
      const g3 = load<f32>(at); at += next;
      const g4 = load<f32>(at); at += next;
      const g5 = load<f32>(at); at += next;
      const g6 = load<f32>(at); at += next;
      const g7 = load<f32>(at); at += next;
      const g8 = load<f32>(at);
      to = row(g0, g1, g2, to, apart);
      to = row((g0 + g3 + g6) * 0.5, (g1 + g4 + g7) * 0.5, (g2 + g5 + g8) * 0.5, to, apart);
      to = row((g0 - g3 + g6) * 0.5, (g1 - g4 + g7) * 0.5, (g2 - g5 + g8) * 0.5, to, apart);
      row(g6, g7, g8, to, apart);
    }
  }
}

@inline
function row(a: f32, b: f32, c: f32, to: usize, apart: usize): usize {
  store<f32>(to, a);
  store<f32>(to + apart, (a + b + c) * 0.5);
  store<f32>(to + 2 * apart, (a - b + c) * 0.5);
  store<f32>(to + 3 * apart, c);
  return to + 4 * apart;
}

/** gradient[tap, i, o] += G' s G of the 16 sums, [16][floats] to [9][floats]; floats a multiple of 4. */
export function tilesGradient(sums: usize, floats: i32, gradient: usize): void {
  const apart = <usize>floats << 2;
  const half = f32x4.splat(0.5);
  for (let i: usize = 0; i < apart; i += 16) {
    for (let r: usize = 0; r < 3; r++) {
      // Line r of G' s, of four columns.
      let at = sums + i;
      let t0 = line(at, r, apart, half);
      let t1 = line(at + apart, r, apart, half);
      let t2 = line(at + 2 * apart, r, apart, half);
      let t3 = line(at + 3 * apart, r, apart, half);
      const to = gradient + i + 3 * r * apart;
      const plus = f32x4.mul(f32x4.add(t1, t2), half);
      add(to, f32x4.add(t0, plus));
      add(to + apart, f32x4.mul(f32x4.sub(t1, t2), half));
      add(to + 2 * apart, f32x4.add(plus, t3));
    }
  }
}

@inline
function line(at: usize, r: usize, apart: usize, half: v128): v128 {
  const s1 = v128.load(at + 4 * apart), s2 = v128.load(at + 8 * apart);
  if (r == 1) return f32x4.mul(f32x4.sub(s1, s2), half);
  const plus = f32x4.mul(f32x4.add(s1, s2), half);
  return f32x4.add(plus, v128.load(r == 0 ? at : at + 12 * apart));
}

@inline
function add(at: usize, value: v128): void {
  v128.store(at, f32x4.add(v128.load(at), value));
}
