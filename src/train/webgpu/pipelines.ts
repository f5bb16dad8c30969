import type { GpuBuffers } from './buffers';
import { EPOCH_SHADER } from './epoch-shader';

/** Batches of a dispatch. */
export interface Span {
  begin: number;
  end: number;
  /** Words from the parameters of all nets to their first moments, and from there to their second ones. */
  moments: number;
}

/** What the bindings of the shader are called, in their order; nets are those of training or of validation. */
const BINDINGS = ['state', 'work', 'logits', 'inputs', 'order', 'masks', 'steps', null, 'span'] as const;
const NETS = 7;
/** Those that judging reads. */
const JUDGED = [0, 1, 2, 3, NETS, 8];

/** The kernels of a device: made once, for nets of any shape. */
export class EpochPipelines {
  private made: Record<'train' | 'judge', GPUComputePipeline> | null = null;

  constructor(readonly device: GPUDevice) {}

  /** Bytes that one binding may hold. */
  get mostBytes(): number {
    return this.device.limits.maxStorageBufferBindingSize;
  }

  train(buffers: GpuBuffers, nets: number, span: Span): void {
    this.dispatch('train', buffers, 'trainNets', span, [nets, 1]);
  }

  judge(buffers: GpuBuffers, nets: number, span: Span): void {
    this.dispatch('judge', buffers, 'validNets', span, [nets, span.end - span.begin]);
  }

  private pipelines(): Record<'train' | 'judge', GPUComputePipeline> {
    if (this.made) return this.made;
    const module = this.device.createShaderModule({ code: EPOCH_SHADER });
    const pipeline = (entryPoint: string) =>
      this.device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint } });
    this.made = { train: pipeline('train'), judge: pipeline('judge') };
    return this.made;
  }

  private dispatch(
    name: 'train' | 'judge',
    buffers: GpuBuffers,
    nets: string,
    { begin, end, moments }: Span,
    [x, y]: [number, number],
  ): void {
    const pipeline = this.pipelines()[name];
    // Ordered before what is submitted after it, and after what was submitted before.
    buffers.write('span', Uint32Array.of(begin, end, moments, 0));
    const used = name === 'judge' ? JUDGED : BINDINGS.map((_, binding) => binding);
    const bindGroup = this.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: used.map((binding) => ({
        binding,
        resource: { buffer: buffers.named(BINDINGS[binding] ?? nets) },
      })),
    });
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(x, y);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
  }
}
