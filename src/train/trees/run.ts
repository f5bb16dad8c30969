import { weightsOfTrees } from '../../models/trees/model';
import { linked } from '../../models/trees/predict';
import { scoresOf, type TreesSpec, treesAnEpoch } from '../../models/trees/spec';
import { BenchsideError } from '../../study/errors';
import { type Rng, rng } from '../../study/random';
import { diverged, lossSum } from '../losses';
import { type Interruption, type Pace, throwIfAborted } from '../pacing';
import type { EpochResult, NetJob, NetRun, Rows, Weights } from '../trainer';
import { type Binned, binsOf } from './bins';
import type { CutRules } from './cut';
import { drawInputs, drawRows } from './draw-rows';
import { type GrowJob, growTree } from './grow';
import { joinTrees, type ScoredTree } from './join-trees';
import type { Gradients } from './kernel';
import { withKernel } from './kernel-pool';
import { baseScores, binaryPass, boostingGradients, meanGradients, meanLossSum } from './objective';
import { Scores } from './scores';

export type TreesJob = Omit<NetJob, 'spec'> & { spec: TreesSpec };

type Stop = Interruption & { signal: AbortSignal };

/** Trees in training: an epoch is a round of boosting, or the next trees of a forest, until it has all. */
export class TreesRun implements NetRun {
  private readonly trees: ScoredTree[] = [];
  private readonly base: Float32Array;
  private readonly boosting: boolean;
  private best: number | null = null;
  private binned: Binned | null = null;
  private readonly scores: { train: Scores; valid: Scores };
  private last: EpochResult | null = null;
  /** Of one tree of boosting, written anew for each; `ready`: for the round to come. */
  private gradients: Gradients | null = null;
  private ready = false;

  constructor(
    private readonly pace: Pace,
    private readonly job: TreesJob,
    /** The kernels of assembly/; null: the reference. */
    private readonly module: WebAssembly.Module | null,
  ) {
    const { spec, train, valid } = job;
    this.boosting = spec.grow === 'boosting';
    this.base = this.boosting ? baseScores(spec, train) : new Float32Array(scoresOf(spec));
    this.scores = { train: new Scores(train, this.base), valid: new Scores(valid, this.base) };
  }

  async epoch(epoch: number, signal: AbortSignal, pause?: () => Promise<void>): Promise<EpochResult> {
    const stop = { signal, pause };
    throwIfAborted(signal);
    const stream = [...this.job.key, 'epoch', epoch];
    if (this.boosting) await this.round(stream, stop);
    else if (this.last && this.trees.length >= this.job.spec.trees) return this.last;
    else await this.moreTrees(stream, stop);
    this.last = this.judged();
    const { trainLoss, validLoss } = this.last;
    if (diverged(trainLoss) || (this.job.valid.n > 0 && diverged(validLoss)))
      throw new BenchsideError('train.diverged', { epoch }, 'trial');
    return this.last;
  }

  keepBest(): void {
    this.best = this.trees.length;
  }

  async weights(which: 'current' | 'best' = 'current'): Promise<Weights> {
    const { base, trees } = this;
    const count = which === 'best' ? (this.best ?? trees.length) : trees.length;
    const { inputs } = this.job.spec;
    const divisor = this.boosting ? 1 : Math.max(1, count);
    return weightsOfTrees(joinTrees(trees.slice(0, count), { inputs, base, divisor }));
  }

  dispose(): void {
    this.trees.length = 0;
    this.binned = null;
    this.gradients = null;
  }

  /** A tree, or, of several classes, a tree each by the gradients before all of them. */
  private async round(stream: (string | number)[], stop: Stop): Promise<void> {
    const { spec, train } = this.job;
    const random = rng(...stream);
    const { rows } = drawRows(spec, train.n, random);
    const inputs = drawInputs(this.bins.usable, spec.inputShare, random);
    const before = this.base.length > 1 ? this.scores.train.raw.slice() : this.scores.train.raw;
    const gradients = this.written;
    for (let k = 0; k < this.base.length; k++) {
      if (!this.ready) boostingGradients(spec, train, before, k, gradients);
      this.ready = false;
      const weight = train.w;
      await this.grow({ gradients, rows, outputs: 1, score: k, inputs, random, weight }, stop);
    }
  }

  private async moreTrees(stream: (string | number)[], stop: Stop): Promise<void> {
    const { spec, train } = this.job;
    const many = Math.min(treesAnEpoch(spec), spec.trees - this.trees.length);
    const outputs = this.base.length;
    for (let tree = 0; tree < many; tree++) {
      const random = rng(...stream, 'tree', tree);
      const { rows, times } = drawRows(spec, train.n, random);
      const inputs = drawInputs(this.bins.usable, spec.inputShare, random);
      const weight = Float64Array.from(
        { length: train.n },
        (_, i) => (times ? times[i] : 1) * (train.w ? train.w[i] : 1),
      );
      const gradients = meanGradients(spec, train, weight);
      await this.grow(
        { gradients, rows, outputs, score: outputs > 1 ? -1 : 0, inputs, random, weight },
        stop,
      );
    }
  }

  private async grow(
    planned: {
      gradients: Gradients;
      rows: Uint32Array;
      outputs: number;
      score: number;
      inputs: number[];
      random: Rng;
      weight?: ArrayLike<number>;
    },
    stop: Stop,
  ): Promise<void> {
    const { spec } = this.job;
    const { gradients, rows, outputs, score, inputs, random, weight } = planned;
    await withKernel(this.bins, outputs, this.module, async (kernel) => {
      kernel.begin(gradients, rows);
      const job: GrowJob = {
        binned: this.bins,
        kernel,
        rules: this.rules(outputs),
        maxDepth: spec.maxDepth,
        maxLeaves: spec.maxLeaves,
        inputs,
        cutShare: spec.cutShare,
        random,
        randomCuts: spec.grow === 'extra',
        rate: this.boosting ? spec.learningRate : 1,
        weight,
      };
      const growing = growTree(job);
      for (;;) {
        const step = growing.next();
        if (this.pace.due()) await this.pace.rest(stop);
        if (!step.done) continue;
        const { tree, leaves } = step.value;
        const grown = { tree, score };
        this.trees.push(grown);
        this.scores.train.add(grown, leaves, kernel.order);
        this.scores.valid.add(grown);
        return;
      }
    });
  }

  private get written(): Gradients {
    const { n } = this.job.train;
    this.gradients ??= { g: new Float64Array(n), h: new Float64Array(n) };
    return this.gradients;
  }

  private rules(outputs: number): CutRules {
    const { lambda, levelPenalty, minGain, minLeafRows, minLeafWeight, monotone } = this.job.spec;
    return {
      outputs,
      lambda,
      levelPenalty,
      minGain,
      minLeafRows,
      minLeafWeight: this.boosting ? minLeafWeight : 0,
      ...(outputs === 1 && monotone && { monotone }),
    };
  }

  private get bins(): Binned {
    const { spec, train } = this.job;
    this.binned ??= binsOf(train.x, train.n, train.d, spec.bins, spec.categorical);
    return this.binned;
  }

  private judged(): EpochResult {
    const { train, valid } = this.job;
    return {
      trainLoss: this.lossOf(train, this.scores.train, train.w) / train.n,
      validLoss: valid.n > 0 ? this.lossOf(valid, this.scores.valid) / valid.n : Number.NaN,
      validPredictions: linked(this.job.spec, this.said(this.scores.valid), this.base.length),
    };
  }

  /** Raw scores of boosting, means of a forest. */
  private said({ raw }: Scores): Float64Array {
    return this.boosting ? raw : raw.map((sum) => sum / Math.max(1, this.trees.length));
  }

  private lossOf(rows: Rows, scores: Scores, w?: Float32Array): number {
    const { spec } = this.job;
    if (this.boosting && spec.loss === 'binary' && scores === this.scores.train && !w) {
      this.ready = true;
      return binaryPass(scores.raw, rows.y, this.written);
    }
    if (this.boosting) return lossSum(spec.loss, scores.raw, rows.y, this.base.length, w);
    return meanLossSum(spec, Float32Array.from(this.said(scores)), rows, w);
  }
}
