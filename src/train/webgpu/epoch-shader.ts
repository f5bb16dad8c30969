import { BETA1, BETA2 } from '../adam';

/** Invocations of a workgroup: what every WebGPU device offers. */
export const INVOCATIONS = 256;

/** Words of a net's head in `nets`: see `Net` in the shader. The layers follow, `LAYER_WORDS` each. */
export const NET_WORDS = 13;
/** Words of a layer: inputs, units, kernel, bias, outputs, slopes, mask, kept. */
export const LAYER_WORDS = 8;
/** A layer without dropout. */
export const NO_MASK = 0xffffffff;
/** Words of a row in an epoch's order: place, outcome, weight. */
export const ROW_WORDS = 3;

export const LOSSES = ['binary', 'softmax', 'mse'] as const;

/**
 * Fully connected nets, one a workgroup, whole epochs at a time: what a step of TensorFlow.js spends some 35 dispatches
 * on is a loop in here. All steps of a span are taken one after the other: rows gathered, layers forward, slopes of the
 * mean loss back, and AdamW as in ../adam.ts. Shapes are read and not compiled in, so that one pipeline serves every net.
 *
 * Memory, offsets in words: `state` holds the parameters of all nets, their first and their second moments; `work` the
 * gathered rows, outputs and slopes of each net's batch; `logits` those of its rows in the order of the epoch.
 */
export const EPOCH_SHADER = /* wgsl */ `
struct Span { begin: u32, end: u32, moments: u32, none: u32 }

@group(0) @binding(0) var<storage, read_write> state: array<f32>;
@group(0) @binding(1) var<storage, read_write> work: array<f32>;
@group(0) @binding(2) var<storage, read_write> logits: array<f32>;
@group(0) @binding(3) var<storage, read> inputs: array<f32>;
@group(0) @binding(4) var<storage, read> order: array<u32>;
@group(0) @binding(5) var<storage, read> masks: array<u32>;
@group(0) @binding(6) var<storage, read> steps: array<vec2f>;
@group(0) @binding(7) var<storage, read> nets: array<u32>;
@group(0) @binding(8) var<uniform> span: Span;

struct Net {
  rows: u32, batch: u32, layers: u32, loss: u32,
  parameters: u32, work: u32, logits: u32, inputs: u32,
  order: u32, steps: u32, shrink: f32, width: u32,
  chunk: u32,
}
struct Layer {
  inputs: u32, units: u32, kernel: u32, bias: u32,
  outputs: u32, slopes: u32, mask: u32, kept: f32,
}

fn netAt(at: u32) -> Net {
  return Net(
    nets[at], nets[at + 1], nets[at + 2], nets[at + 3],
    nets[at + 4], nets[at + 5], nets[at + 6], nets[at + 7],
    nets[at + 8], nets[at + 9], bitcast<f32>(nets[at + 10]), nets[at + 11],
    nets[at + 12],
  );
}

fn layerAt(first: u32, layer: u32) -> Layer {
  let at = first + layer * ${LAYER_WORDS};
  return Layer(
    nets[at], nets[at + 1], nets[at + 2], nets[at + 3],
    nets[at + 4], nets[at + 5], nets[at + 6], bitcast<f32>(nets[at + 7]),
  );
}

/** What dropout makes of a unit: 0 or 1 / (1 - rate). */
fn maskOf(layer: Layer, at: u32) -> f32 {
  if (layer.mask == ${NO_MASK}) { return 1.0; }
  let bit = (masks[layer.mask + at / 32] >> (at % 32)) & 1u;
  return select(0.0, layer.kept, bit == 1);
}

/** z of one unit for one row whose inputs stand at \`begin\` of \`work\`. */
fn affine(net: Net, layer: Layer, begin: u32, unit: u32) -> f32 {
  var sum = state[net.parameters + layer.bias + unit];
  var weight = net.parameters + layer.kernel + unit;
  for (var k = 0u; k < layer.inputs; k++) {
    sum += work[begin + k] * state[weight];
    weight += layer.units;
  }
  return sum;
}

/** Slope of the mean loss on each logit of one row. */
fn slopesOfRow(net: Net, last: Layer, row: u32, outcome: f32, scale: f32) {
  let z = net.work + last.outputs + row * last.units;
  let slope = net.work + last.slopes + row * last.units;
  if (net.loss == 0) {
    let p = 1.0 / (1.0 + exp(-clamp(work[z], -80.0, 80.0)));
    work[slope] = (p - outcome) * scale;
  } else if (net.loss == 2) {
    work[slope] = 2.0 * (work[z] - outcome) * scale;
  } else {
    var top = work[z];
    for (var c = 1u; c < last.units; c++) { top = max(top, work[z + c]); }
    var sum = 0.0;
    for (var c = 0u; c < last.units; c++) { sum += exp(work[z + c] - top); }
    for (var c = 0u; c < last.units; c++) {
      let p = exp(work[z + c] - top) / sum;
      work[slope + c] = (p - select(0.0, 1.0, u32(outcome) == c)) * scale;
    }
  }
}

/** One step of AdamW on one parameter. */
fn adam(at: u32, gradient: f32, shrink: f32, scalars: vec2f) {
  let m = ${BETA1} * state[at + span.moments] + gradient;
  let v = ${BETA2} * state[at + 2 * span.moments] + gradient * gradient;
  state[at + span.moments] = m;
  state[at + 2 * span.moments] = v;
  state[at] = state[at] * shrink - scalars.x * (m / (sqrt(v) + scalars.y));
}

@compute @workgroup_size(${INVOCATIONS})
fn train(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) me: u32) {
  let head = nets[group.x];
  let net = netAt(head);
  let first = head + ${NET_WORDS};
  let last = layerAt(first, net.layers - 1);
  for (var b = span.begin; b < span.end; b++) {
    let begin = b * net.batch;
    if (begin >= net.rows) { break; }
    let rows = min(net.batch, net.rows - begin);

    for (var j = me; j < rows * net.width; j += ${INVOCATIONS}) {
      let place = order[net.order + (begin + j / net.width) * ${ROW_WORDS}];
      work[net.work + j] = inputs[net.inputs + place * net.width + j % net.width];
    }
    storageBarrier();

    for (var l = 0u; l < net.layers; l++) {
      let layer = layerAt(first, l);
      let before = net.work + select(layerAt(first, max(l, 1u) - 1).outputs, 0u, l == 0);
      for (var j = me; j < rows * layer.units; j += ${INVOCATIONS}) {
        let row = j / layer.units;
        let unit = j % layer.units;
        var z = affine(net, layer, before + row * layer.inputs, unit);
        if (l + 1 < net.layers) {
          z = max(z, 0.0) * maskOf(layer, begin * layer.units + j);
        } else {
          logits[net.logits + begin * layer.units + j] = z;
        }
        work[net.work + layer.outputs + j] = z;
      }
      storageBarrier();
    }

    for (var row = me; row < rows; row += ${INVOCATIONS}) {
      let at = net.order + (begin + row) * ${ROW_WORDS};
      slopesOfRow(net, last, row, bitcast<f32>(order[at + 1]), bitcast<f32>(order[at + 2]) / f32(rows));
    }
    storageBarrier();

    for (var l = net.layers - 1; l > 0; l--) {
      let layer = layerAt(first, l);
      let below = layerAt(first, l - 1);
      for (var j = me; j < rows * layer.inputs; j += ${INVOCATIONS}) {
        let row = j / layer.inputs;
        let unit = j % layer.inputs;
        var sum = 0.0;
        let slope = net.work + layer.slopes + row * layer.units;
        let weight = net.parameters + layer.kernel + unit * layer.units;
        for (var u = 0u; u < layer.units; u++) { sum += work[slope + u] * state[weight + u]; }
        // What was switched off or not positive is 0 now.
        let passes = select(0.0, below.kept, work[net.work + below.outputs + j] > 0.0);
        work[net.work + below.slopes + j] = sum * passes;
      }
      storageBarrier();
    }

    let scalars = steps[net.steps + b];
    for (var l = 0u; l < net.layers; l++) {
      let layer = layerAt(first, l);
      let before = net.work + select(layerAt(first, max(l, 1u) - 1).outputs, 0u, l == 0);
      let size = layer.inputs * layer.units;
      for (var j = me; j < size + layer.units; j += ${INVOCATIONS}) {
        let unit = j % layer.units;
        var slope = net.work + layer.slopes + unit;
        var gradient = 0.0;
        if (j < size) {
          var input = before + j / layer.units;
          for (var row = 0u; row < rows; row++) {
            gradient += work[input] * work[slope];
            input += layer.inputs;
            slope += layer.units;
          }
          adam(net.parameters + layer.kernel + j, gradient, net.shrink, scalars);
        } else {
          for (var row = 0u; row < rows; row++) {
            gradient += work[slope];
            slope += layer.units;
          }
          adam(net.parameters + layer.bias + unit, gradient, 1.0, scalars);
        }
      }
    }
    storageBarrier();
  }
}

/** Logits of rows as they stand, without dropout: a workgroup takes one batch of one net. */
@compute @workgroup_size(${INVOCATIONS})
fn judge(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) me: u32) {
  let head = nets[group.x];
  let net = netAt(head);
  let first = head + ${NET_WORDS};
  let begin = (span.begin + group.y) * net.batch;
  if (begin >= net.rows) { return; }
  let rows = min(net.batch, net.rows - begin);
  let mine = net.work + group.y * net.chunk;

  for (var j = me; j < rows * net.width; j += ${INVOCATIONS}) {
    work[mine + j] = inputs[net.inputs + begin * net.width + j];
  }
  storageBarrier();
  for (var l = 0u; l < net.layers; l++) {
    let layer = layerAt(first, l);
    let before = mine + select(layerAt(first, max(l, 1u) - 1).outputs, 0u, l == 0);
    for (var j = me; j < rows * layer.units; j += ${INVOCATIONS}) {
      let z = affine(net, layer, before + (j / layer.units) * layer.inputs, j % layer.units);
      if (l + 1 < net.layers) {
        work[mine + layer.outputs + j] = max(z, 0.0);
      } else {
        logits[net.logits + begin * layer.units + j] = z;
      }
    }
    storageBarrier();
  }
}
`;
