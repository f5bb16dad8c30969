import manifest from '../models/backbones/efficientnet-lite0.json';
import type { Weights } from './trainer';

/** The backbone's weights, an entry a convolution in the order of `featureGraph`, from all its half-precision numbers. */
export const weightsOfHalves = (halves: Uint16Array): Weights =>
  manifest.layers.map(({ kernel, offset }) => {
    const biasAt = offset + kernel.reduce((product, side) => product * side, 1);
    const units = kernel[kernel.length - 1];
    return {
      kernel: floats(halves.subarray(offset, biasAt)),
      bias: floats(halves.subarray(biasAt, biasAt + units)),
    };
  });

/** IEEE 754 binary16 to float32; every half is one exactly. */
export function floats(halves: Uint16Array): Float32Array {
  return Float32Array.from(halves, (half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
    return sign * (1024 + fraction) * 2 ** (exponent - 25);
  });
}
