import {
  DELTA, drop, forward, gradients, LAYER, OUTPUT, passBack, STRIDE, TABLE, UNITS,
} from './dense-layer';
import { adamW } from './optimizer';

// A net's plan, in bytes. Its layers' plans follow at PLAN. Written by src/train/wasm/dense-plan.ts.
@inline const LAYERS: usize = 0;
/** Training rows, rows of a batch, bytes of a row. */
@inline const ROWS: usize = 4;
@inline const BATCH: usize = 8;
@inline const ROW: usize = 12;
/** Training rows, the order in which an epoch takes them, outcomes, and weights of rows (0 for none). */
@inline const X: usize = 16;
@inline const ORDER: usize = 20;
@inline const Y: usize = 24;
@inline const WEIGHTS: usize = 28;
/** Logits of the rows as they were seen, [rows][units] in the epoch's order. */
@inline const LOGITS: usize = 32;
@inline const LOSS: usize = 36;
/** For each batch of an epoch, rate and epsilon of its step. */
@inline const STEPS: usize = 40;
@inline const PARAMETERS: usize = 44;
@inline const GRADIENT: usize = 48;
@inline const FIRST_MOMENT: usize = 52;
@inline const SECOND_MOMENT: usize = 56;
/** Parameters that shrink by weight decay, and those after them that do not. */
@inline const DECAYED: usize = 60;
@inline const OTHERS: usize = 64;
@inline const SHRINK: usize = 68;
@inline const BETA1: usize = 72;
@inline const BETA2: usize = 76;
@inline const PLAN: usize = 80;

@inline const BINARY: i32 = 0;
@inline const SOFTMAX: i32 = 1;

@inline
function layerAt(plan: usize, layer: i32): usize {
  return plan + PLAN + <usize>layer * LAYER;
}

/** Trains the batches `first` to before `end` of an epoch: forward, backward, AdamW. */
export function denseTrain(plan: usize, first: i32, end: i32): void {
  const layers = load<i32>(plan, LAYERS), batch = load<i32>(plan, BATCH), all = load<i32>(plan, ROWS);
  const table = <usize>load<u32>(layerAt(plan, 0), TABLE);
  const x = load<u32>(plan, X), bytes = load<u32>(plan, ROW), order = <usize>load<u32>(plan, ORDER);
  for (let b = first; b < end; b++) {
    const from = b * batch, rows = min(batch, all - from);
    for (let i = 0; i < rows; i++) {
      const row = load<u32>(order + (<usize>(from + i) << 2));
      store<u32>(table + (<usize>i << 2), x + row * bytes);
    }
    for (let l = 0; l < layers; l++) {
      forward(layerAt(plan, l), rows);
      drop(layerAt(plan, l), rows);
    }
    residual(plan, layerAt(plan, layers - 1), from, rows);
    for (let l = layers - 1; l >= 0; l--) {
      gradients(layerAt(plan, l), rows);
      if (l > 0) passBack(layerAt(plan, l), layerAt(plan, l - 1), rows);
    }
    step(plan, <usize>load<u32>(plan, STEPS) + (<usize>b << 3));
  }
}

/** Logits [rows][units], at `out`, of rows that lie one after the other at `x`; no more than the tables have room for. */
export function densePredict(plan: usize, x: u32, rows: i32, out: usize): void {
  const layers = load<i32>(plan, LAYERS), bytes = load<u32>(plan, ROW);
  const table = <usize>load<u32>(layerAt(plan, 0), TABLE);
  for (let i = 0; i < rows; i++) store<u32>(table + (<usize>i << 2), x + <u32>i * bytes);
  for (let l = 0; l < layers; l++) forward(layerAt(plan, l), rows);
  copyLogits(layerAt(plan, layers - 1), rows, out);
}

function copyLogits(layer: usize, rows: i32, out: usize): void {
  const units = <usize>load<i32>(layer, UNITS) << 2, stride = <usize>load<i32>(layer, STRIDE);
  let z = <usize>load<u32>(layer, OUTPUT);
  for (let row = 0; row < rows; row++, z += stride, out += units) memory.copy(out, z, units);
}

/** d(mean loss)/d(logits) into DELTA of the last layer; units that only fill up keep their 0. */
function residual(plan: usize, layer: usize, from: i32, rows: i32): void {
  const loss = load<i32>(plan, LOSS), units = load<i32>(layer, UNITS), stride = <usize>load<i32>(layer, STRIDE);
  const order = <usize>load<u32>(plan, ORDER), y = <usize>load<u32>(plan, Y);
  const weights = <usize>load<u32>(plan, WEIGHTS);
  const factor: f64 = (loss > SOFTMAX ? 2.0 : 1.0) / <f64>rows;
  let z = <usize>load<u32>(layer, OUTPUT), to = <usize>load<u32>(layer, DELTA);
  copyLogits(layer, rows, <usize>load<u32>(plan, LOGITS) + (<usize>(from * units) << 2));
  for (let i = 0; i < rows; i++, z += stride, to += stride) {
    const row = <usize>load<u32>(order + (<usize>(from + i) << 2)) << 2;
    const scale = <f32>(weights ? <f64>load<f32>(weights + row) * factor : factor);
    const truth = load<f32>(y + row);
    if (loss == SOFTMAX) softmax(z, to, units, <i32>truth, scale);
    else {
      const value = load<f32>(z);
      const p: f32 = loss == BINARY ? 1 / (1 + Mathf.exp(-value)) : value;
      store<f32>(to, (p - truth) * scale);
    }
  }
}

function softmax(z: usize, to: usize, units: i32, truth: i32, scale: f32): void {
  let top = load<f32>(z);
  for (let u = 1; u < units; u++) top = max(top, load<f32>(z + (<usize>u << 2)));
  let sum: f32 = 0;
  for (let u = 0; u < units; u++) {
    const at = <usize>u << 2, value = Mathf.exp(load<f32>(z + at) - top);
    store<f32>(to + at, value);
    sum += value;
  }
  for (let u = 0; u < units; u++) {
    const at = to + (<usize>u << 2);
    store<f32>(at, (load<f32>(at) / sum - (u == truth ? 1 : 0)) * scale);
  }
}

function step(plan: usize, scalars: usize): void {
  const p = <usize>load<u32>(plan, PARAMETERS), g = <usize>load<u32>(plan, GRADIENT);
  const m = <usize>load<u32>(plan, FIRST_MOMENT), v = <usize>load<u32>(plan, SECOND_MOMENT);
  const decayed = load<i32>(plan, DECAYED), others = load<i32>(plan, OTHERS);
  const rate = load<f32>(scalars), epsilon = load<f32>(scalars, 4);
  const b1 = load<f32>(plan, BETA1), b2 = load<f32>(plan, BETA2);
  adamW(p, g, m, v, decayed, 1, load<f32>(plan, SHRINK), rate, epsilon, b1, b2);
  const at = <usize>decayed << 2;
  adamW(p + at, g + at, m + at, v + at, others, 1, 1, rate, epsilon, b1, b2);
}
