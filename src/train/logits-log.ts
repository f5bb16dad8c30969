import type { Device } from './device';
import type { Tensor } from './kernels';

/** Batches whose logits wait on the device before they are joined into one tensor. */
const LOGITS_GROUP = 64;

/** Logits [nets, n, units] of one batch after another, left on the device until somebody must wait anyway. */
export class LogitsLog {
  private open: Tensor[] = [];
  private joined: Tensor[] = [];
  /** By net. */
  private readonly values: Float32Array[][];

  constructor(
    private readonly device: Device,
    nets = 1,
  ) {
    this.values = Array.from({ length: nets }, () => []);
  }

  push(logits: Tensor): void {
    this.open.push(logits);
    if (this.open.length >= LOGITS_GROUP) this.join();
  }

  /** Reads back what has gathered, and so waits until the device has computed it. */
  async settle(): Promise<void> {
    this.join();
    while (this.joined.length > 0) {
      const read = await this.device.read(this.joined[0]);
      const part = read.length / this.values.length;
      for (const [net, own] of this.values.entries()) own.push(read.subarray(net * part, (net + 1) * part));
      this.device.k.free(this.joined.shift() as Tensor);
    }
  }

  /** Those of the only net. */
  async all(): Promise<Float32Array> {
    return (await this.each())[0];
  }

  async each(): Promise<Float32Array[]> {
    await this.settle();
    return this.values.map((parts) => {
      const all = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
      let at = 0;
      for (const part of parts) {
        all.set(part, at);
        at += part.length;
      }
      return all;
    });
  }

  dispose(): void {
    for (const tensor of [...this.open, ...this.joined]) this.device.k.free(tensor);
    this.open = [];
    this.joined = [];
  }

  private join(): void {
    const { k } = this.device;
    if (this.open.length === 0) return;
    const parts = this.open;
    this.joined.push(k.tidy(() => k.hold(k.concat(parts, 1))));
    this.open = [];
    for (const tensor of parts) k.free(tensor);
  }
}
