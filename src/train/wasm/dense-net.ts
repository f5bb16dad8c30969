import type { DescentSpec } from '../../models/family';
import { BETA1, BETA2 } from '../adam';
import { type Layout, layoutOf } from '../layout';
import type { Rows, Weights } from '../trainer';
import { Arena } from './arena';
import { type ConvKernels, instantiate } from './kernels';

/** Rows that go through at once when the net only predicts. */
const PREDICT_ROWS = 256;
const LOSSES = ['binary', 'softmax', 'mse'] as const;

// Fields of the plans, in 32-bit words, in the order of assembly/dense.ts and dense-layer.ts.
const NET_WORDS = 20;
const LAYER_WORDS = 16;

/** Rows of numbers are filled up to whole vectors of four. */
const filled = (count: number): number => Math.ceil(count / 4) * 4;

interface Place {
  inputs: number;
  units: number;
  stride: number;
  kernel: number;
  bias: number;
  stream: number;
  output: number;
}

/** Bytes that a net in training holds, above all its rows. */
export function denseBytes(spec: DescentSpec, rows: number): number {
  const widest = spec.layers.reduce((sum, { units }) => sum + filled(units), 0);
  const held = Math.max(PREDICT_ROWS, spec.optimizer.batchSize) * 2 * widest;
  return 4 * (rows * filled(spec.inputs) + 5 * layoutOf(spec).size + held);
}

/** A fully connected net with its rows in a memory of its own, laid out as the kernels of assembly/dense.ts want it. */
export class DenseNet {
  readonly batches: number;
  private readonly k: ConvKernels;
  private readonly layout: Layout;
  private readonly places: Place[];
  private readonly plan: number;
  private readonly order: number;
  private readonly steps: number;
  private readonly logits: number;
  private readonly values: number;
  private readonly best: number;
  private readonly size: number;
  private readonly valid: number;
  private readonly validLogits: number;
  private readonly capacity: number;
  private remembered = false;

  /** Errors: `train.tooLarge`. */
  constructor(
    module: WebAssembly.Module,
    private readonly spec: DescentSpec,
    private readonly train: Rows,
    private readonly validRows: Rows,
  ) {
    this.k = instantiate(module);
    this.layout = layoutOf(spec);
    const arena = new Arena();
    const { batchSize, learningRate, weightDecay } = spec.optimizer;
    const width = filled(spec.inputs);
    this.batches = Math.ceil(train.n / batchSize);
    this.capacity = filled(Math.max(PREDICT_ROWS, Math.min(batchSize, train.n)));
    const x = arena.keep(train.n * width);
    this.order = arena.keep(train.n);
    const y = arena.keep(train.n);
    const weights = train.w ? arena.keep(train.n) : 0;
    const { units: outputs } = spec.layers[spec.layers.length - 1];
    this.logits = arena.keep(train.n * outputs);
    this.valid = arena.keep(validRows.n * width);
    this.validLogits = arena.keep(validRows.n * outputs);
    this.steps = arena.keep(2 * this.batches);
    this.plan = arena.keep(NET_WORDS + LAYER_WORDS * spec.layers.length);

    // Kernels first: they are what weight decay shrinks.
    let at = 0;
    const take = (floats: number): number => {
      at += floats;
      return 4 * (at - floats);
    };
    const kernels = this.layout.layers.map(({ inputs, units }) => take(filled(inputs) * filled(units)));
    const decayed = at;
    const biases = this.layout.layers.map(({ units }) => take(filled(units)));
    this.size = at;
    this.values = arena.keep(this.size);
    const [gradient, m, v] = [0, 1, 2].map(() => arena.keep(this.size));
    this.best = arena.keep(this.size);
    this.places = this.layout.layers.map(({ inputs, units }, l) => ({
      inputs,
      units,
      stride: filled(units),
      kernel: this.values + kernels[l],
      bias: this.values + biases[l],
      stream: spec.layers[l].dropout > 0 ? arena.keep(4) : 0,
      output: arena.keep(this.capacity * filled(units)),
    }));
    const tables = this.places.map(() => arena.keep(this.capacity));
    const deltas = this.places.map(({ stride }) => arena.keep(this.capacity * stride));
    arena.commit(this.k.memory);

    this.putRows(train, x);
    this.putRows(validRows, this.valid);
    this.floats.set(train.y, y / 4);
    if (train.w) this.floats.set(train.w, weights / 4);
    const net = this.plan / 4;
    this.words.set(
      [spec.layers.length, train.n, batchSize, 4 * width, x, this.order, y, weights, this.logits].concat([
        LOSSES.indexOf(spec.loss),
        this.steps,
        this.values,
        gradient,
        m,
        v,
        decayed,
        this.size - decayed,
      ]),
      net,
    );
    this.floats.set([1 - learningRate * weightDecay, BETA1, BETA2], net + 17);
    for (const [l, place] of this.places.entries()) {
      const { dropout, activation } = spec.layers[l];
      const layer = net + NET_WORDS + l * LAYER_WORDS;
      const toGradient = gradient - this.values;
      this.words.set(
        [
          ...[filled(place.inputs), place.units, 4 * place.stride, place.kernel, place.bias],
          ...[place.kernel + toGradient, place.bias + toGradient, tables[l], place.output, deltas[l]],
          ...[activation === 'relu' ? 1 : 0, place.stream],
        ],
        layer,
      );
      new DataView(this.k.memory.buffer).setFloat64(4 * (layer + 12), dropout * 2 ** 32, true);
      this.floats[layer + 14] = 1 / (1 - dropout);
      if (l > 0)
        for (let row = 0; row < this.capacity; row++)
          this.words[tables[l] / 4 + row] = this.places[l - 1].output + 4 * row * this.places[l - 1].stride;
    }
  }

  get bytes(): number {
    return this.k.memory.buffer.byteLength;
  }

  /**
   * What an epoch draws from: the order of its rows, rate and epsilon of each batch's step, and for each layer with
   * dropout the words of its stream.
   */
  begin(order: Uint32Array, steps: Float32Array, streams: readonly (Uint32Array | null)[]): void {
    this.words.set(order, this.order / 4);
    this.floats.set(steps, this.steps / 4);
    for (const [l, words] of streams.entries()) if (words) this.words.set(words, this.places[l].stream / 4);
  }

  /** Trains the batches `first` to before `end` of the epoch that was begun. */
  trainBatches(first: number, end: number): void {
    this.k.denseTrain(this.plan, first, end);
  }

  /** Logits of the training rows as they were seen, in the epoch's order; good until the next epoch. */
  seen(): Float32Array {
    return this.view(this.logits, this.train.n * this.outputs);
  }

  /** Computes logits of validation rows from `from` on, and answers where to go on. */
  judge(from: number): number {
    const rows = Math.min(this.capacity, this.validRows.n - from);
    const bytes = 4 * filled(this.spec.inputs);
    this.k.densePredict(
      this.plan,
      this.valid + from * bytes,
      rows,
      this.validLogits + 4 * from * this.outputs,
    );
    return from + rows;
  }

  judged(): Float32Array {
    return this.view(this.validLogits, this.validRows.n * this.outputs);
  }

  write(weights: Weights): void {
    for (const [l, { inputs, units, stride, kernel, bias }] of this.places.entries()) {
      for (let i = 0; i < inputs; i++)
        this.floats.set(weights[l].kernel.subarray(i * units, (i + 1) * units), kernel / 4 + i * stride);
      this.floats.set(weights[l].bias, bias / 4);
    }
  }

  /** Those of now, or those of the last `remember`; where there was none, of now. */
  read(which: 'current' | 'best'): Weights {
    const moved = which === 'best' && this.remembered ? this.best - this.values : 0;
    return this.places.map(({ inputs, units, stride, kernel, bias }) => {
      const compact = new Float32Array(inputs * units);
      for (let i = 0; i < inputs; i++)
        compact.set(this.view(kernel + moved + 4 * i * stride, units), i * units);
      return { kernel: compact, bias: this.view(bias + moved, units).slice() };
    });
  }

  remember(): void {
    this.floats.copyWithin(this.best / 4, this.values / 4, this.values / 4 + this.size);
    this.remembered = true;
  }

  private get outputs(): number {
    return this.places[this.places.length - 1].units;
  }

  private get floats(): Float32Array {
    return new Float32Array(this.k.memory.buffer);
  }

  private get words(): Uint32Array {
    return new Uint32Array(this.k.memory.buffer);
  }

  private view(at: number, floats: number): Float32Array {
    return new Float32Array(this.k.memory.buffer, at, floats);
  }

  private putRows({ n, d, x, at }: Rows, to: number): void {
    const width = filled(d);
    const heap = this.floats;
    for (let row = 0; row < n; row++) {
      const place = at ? at[row] : row;
      heap.set(x.subarray(place * d, (place + 1) * d), to / 4 + row * width);
    }
  }
}
