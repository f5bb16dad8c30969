import { BenchsideError } from '../study/errors';
import type { BackendName } from '../study/schema';
import type { Kernels, Tensor } from './kernels';
import type { Pace } from './pacing';

/** The kernels, and whether the machine behind them is still there: TensorFlow.js itself does not notice. */
export class Device {
  private gone = false;

  constructor(
    readonly k: Kernels,
    readonly pace: Pace,
    private readonly backend: BackendName,
    lost?: Promise<unknown>,
  ) {
    void lost?.then(() => {
      this.gone = true;
    });
  }

  check(): void {
    if (this.gone) throw new BenchsideError('train.deviceLost', { backend: this.backend }, 'fatal');
  }

  async read(tensor: Tensor): Promise<Float32Array> {
    this.check();
    try {
      return await this.k.read(tensor);
    } catch (thrown) {
      // A read that was under way rejects before the device says that it is lost.
      if (this.backend === 'webgpu') {
        throw new BenchsideError('train.deviceLost', { backend: this.backend }, 'fatal');
      }
      throw thrown;
    } finally {
      this.check();
    }
  }
}
