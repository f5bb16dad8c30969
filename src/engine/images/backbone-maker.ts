import { toBackboneInput } from '../../models/backbones/backbone-input';
import { convolutionsOf, graphAt } from '../../models/backbones/efficientnet-lite0';
import manifest from '../../models/backbones/efficientnet-lite0.json';
import type { GraphSpec } from '../../models/graph';
import { inferShapes } from '../../models/graph-shapes';
import type { BackboneCut, Encoded, FeatureMaker } from '../../prep/image/encode';
import type { PictureRows } from '../../prep/image/picture-rows';
import { applyImagePipeline } from '../../prep/image/pipeline';
import type { FittedStep } from '../../prep/step';
import { extract, featureKey } from '../../train/backbone-features';
import { backboneWeights } from '../../train/backbone-files';
import type { Trainer, Weights } from '../../train/trainer';
import type { FeatureStore } from './feature-store';

/** Pictures in one call of a GPU: 29 MB of input. */
const GPU_BATCH = 48;

/** Features in memory are few: those of the last searches and evaluations. */
const KEPT = 6;

let weights: Promise<Weights> | null = null;

/** The backbone's weights, read once in this worker. Throws `backbone.missing`, `backbone.damaged`. */
export function ownBackbone(): Promise<Weights> {
  weights ??= backboneWeights();
  // A file that could not be read may be there the next time.
  weights.catch(() => {
    weights = null;
  });
  return weights;
}

/** EfficientNet-Lite0 on one trainer. What it computes for a study's pictures is computed once, and kept. */
export class BackboneMaker implements FeatureMaker {
  readonly backbone = manifest.name;
  private readonly memory = new Map<string, Float32Array>();

  /** `data`: the SHA-256 of the study's pictures and where their features are kept; null for pictures in passing. */
  constructor(
    private readonly trainer: Trainer,
    private readonly data: { sha256: string; store: FeatureStore } | null,
    private readonly signal: AbortSignal = new AbortController().signal,
  ) {}

  /** The same with another signal: what is in memory is shared. */
  within(signal: AbortSignal): BackboneMaker {
    const made = new BackboneMaker(this.trainer, this.data, signal);
    Object.assign(made, { memory: this.memory });
    return made;
  }

  /** For single pictures that are looked at: nothing is kept. */
  passing(): BackboneMaker {
    return new BackboneMaker(this.trainer, null, this.signal);
  }

  async features(
    fitted: readonly FittedStep[],
    pictures: PictureRows,
    at: BackboneCut,
    between: (done: number) => Promise<void> | void = () => {},
  ): Promise<Encoded> {
    const spec = graphAt(at);
    const last = inferShapes(spec).at(-1) as readonly number[];
    const shape = (last.length === 3 ? last : [1, 1, last[0]]) as unknown as Encoded['shape'];
    const like = { unit: 'intensity' as const, range: [0, 6] as const };
    const key = this.data && (await this.keyOf(this.data.sha256, fitted, pictures, at));
    const held = key && (this.memory.get(key) ?? (await this.data?.store.get(key)));
    const x = held || (await this.made(spec, fitted, pictures, between));
    if (key) this.remember(key, x);
    if (key && !held) await this.data?.store.put(key, x as Float32Array<ArrayBuffer>);
    return { shape, x, like };
  }

  private async made(
    spec: GraphSpec,
    fitted: readonly FittedStep[],
    pictures: PictureRows,
    between: (done: number) => Promise<void> | void,
  ): Promise<Float32Array> {
    return extract({
      trainer: this.trainer,
      ...(this.trainer.backend === 'webgpu' && { batch: GPU_BATCH }),
      spec,
      weights: (await ownBackbone()).slice(0, convolutionsOf(spec)),
      n: pictures.n,
      input: (i) => toBackboneInput(applyImagePipeline(fitted, pictures.read(i))),
      signal: this.signal,
      report: between,
    });
  }

  private keyOf(sha256: string, fitted: readonly FittedStep[], { key }: PictureRows, at: BackboneCut) {
    const steps = fitted.map(({ step, params, state }) => [step, params, state]);
    return featureKey(sha256, JSON.stringify([key, steps]), at);
  }

  private remember(key: string, x: Float32Array): void {
    this.memory.delete(key);
    this.memory.set(key, x);
    for (const oldest of [...this.memory.keys()].slice(0, -KEPT)) this.memory.delete(oldest);
  }
}
