/** Smallest binding of any type that the shaders read. */
const LEAST_BYTES = 16;

/** Named buffers of 4-byte words on a GPU, made and freed together. */
export class GpuBuffers {
  private readonly all: Record<string, GPUBuffer>;
  private staging: GPUBuffer | null = null;
  private disposed = false;

  constructor(
    private readonly device: GPUDevice,
    words: Readonly<Record<string, number>>,
  ) {
    const { STORAGE, COPY_SRC, COPY_DST, UNIFORM } = GPUBufferUsage;
    this.all = Object.fromEntries(
      Object.entries(words).map(([name, count]) => [
        name,
        device.createBuffer({
          size: Math.max(LEAST_BYTES, 4 * count),
          usage: (name === 'span' ? UNIFORM : STORAGE | COPY_SRC) | COPY_DST,
        }),
      ]),
    );
  }

  get memory(): { tensors: number; bytes: number } {
    if (this.disposed) return { tensors: 0, bytes: 0 };
    const buffers = Object.values(this.all);
    return { tensors: buffers.length, bytes: buffers.reduce((sum, { size }) => sum + size, 0) };
  }

  named(name: string): GPUBuffer {
    return this.all[name];
  }

  write(name: string, values: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): void {
    if (values.length > 0) this.device.queue.writeBuffer(this.all[name], 0, values);
  }

  copy(from: string, to: string, words: number): void {
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.all[from], 0, this.all[to], 0, 4 * words);
    this.device.queue.submit([encoder.finish()]);
  }

  /** The first words of a buffer, once all that was submitted is done. Rejects where the device is lost. */
  async read(name: string, words: number): Promise<Float32Array<ArrayBuffer>> {
    if (!this.staging || this.staging.size < 4 * words) {
      this.staging?.destroy();
      this.staging = this.device.createBuffer({
        size: Math.max(LEAST_BYTES, 4 * words),
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      });
    }
    const { staging } = this;
    const encoder = this.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.all[name], 0, staging, 0, 4 * words);
    this.device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ, 0, 4 * words);
    const values = new Float32Array(staging.getMappedRange(0, 4 * words)).slice();
    staging.unmap();
    return values;
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const buffer of Object.values(this.all)) buffer.destroy();
    this.staging?.destroy();
  }
}
