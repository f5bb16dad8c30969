import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { exampleNets } from './onnx/example-nets';
import { safetensors } from './safetensors';
import { netSpec, randomWeights } from './testing';

type Header = Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }>;

/** As https://huggingface.co/docs/safetensors says that it is to be read. */
function readBack(bytes: Uint8Array): { start: number; header: Header; values(name: string): number[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Header;
  const start = 8 + length;
  return {
    start,
    header,
    values(name) {
      const [from, to] = header[name].data_offsets;
      return Array.from({ length: (to - from) / 4 }, (_, i) => view.getFloat32(start + from + 4 * i, true));
    },
  };
}

describe('weights.safetensors', () => {
  it('is these bytes for one weight and one bias', () => {
    const weights = [{ kernel: Float32Array.of(1), bias: Float32Array.of(-2) }];
    const bytes = safetensors(netSpec(1, 'binary', 1, []), weights);
    const header =
      '{"layers.0.kernel":{"dtype":"F32","shape":[1,1],"data_offsets":[0,4]},' +
      '"layers.0.bias":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}';
    // 136 = 17 x 8, little endian; then 1 and -2 as IEEE 754.
    expect([...bytes.subarray(0, 8)]).toEqual([136, 0, 0, 0, 0, 0, 0, 0]);
    expect(new TextDecoder().decode(bytes.subarray(8, 144))).toBe(header.padEnd(136));
    expect([...bytes.subarray(144)]).toEqual([0, 0, 128, 63, 0, 0, 0, 192]);
  });

  it('gives every kernel and bias of any fully connected net back, bit by bit', () => {
    const width = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(
        width,
        fc.array(width, { maxLength: 3 }),
        width,
        fc.string(),
        (inputs, hidden, outputs, seed) => {
          const spec = netSpec(inputs, 'softmax', outputs, hidden);
          const weights = randomWeights(spec, rng(seed));
          const bytes = safetensors(spec, weights);
          const { header, start, values } = readBack(bytes);
          expect(start % 8).toBe(0);
          expect(Object.keys(header)).toHaveLength(2 * weights.length);
          for (const [i, { kernel, bias }] of weights.entries()) {
            const before = i === 0 ? inputs : spec.layers[i - 1].units;
            expect(header[`layers.${i}.kernel`].shape).toEqual([before, spec.layers[i].units]);
            expect(values(`layers.${i}.kernel`)).toEqual([...kernel]);
            expect(values(`layers.${i}.bias`)).toEqual([...bias]);
          }
        },
      ),
    );
  });

  it('names what the nodes of every graph net hold, each once and without gaps', () => {
    for (const { spec, weights, name } of exampleNets()) {
      if (spec.kind !== 'graph') continue;
      const bytes = safetensors(spec, weights);
      const { header, start, values } = readBack(bytes);
      let end = 0;
      for (const { shape, data_offsets } of Object.values(header)) {
        expect(data_offsets[0]).toBe(end);
        end += 4 * shape.reduce((product, side) => product * side, 1);
        expect(data_offsets[1]).toBe(end);
      }
      expect(start + end, name).toBe(bytes.length);
      const entries = weights.values();
      for (const [i, { op }] of spec.nodes.entries()) {
        const own = Object.keys(header).filter((key) => key.startsWith(`nodes.${i}.`));
        if (own.length === 0) continue;
        const { kernel, bias, mean, variance } = entries.next().value as (typeof weights)[number];
        if (op === 'batchNorm') {
          expect(values(`nodes.${i}.gamma`)).toEqual([...kernel]);
          expect(values(`nodes.${i}.beta`)).toEqual([...bias]);
          expect(values(`nodes.${i}.moving_mean`)).toEqual([...(mean ?? [])]);
          expect(values(`nodes.${i}.moving_variance`)).toEqual([...(variance ?? [])]);
        } else {
          expect(values(`nodes.${i}.kernel`)).toEqual([...kernel]);
          expect(own.includes(`nodes.${i}.bias`)).toBe(bias.length > 0);
        }
        // Keras has a fourth side where there is one filter a channel.
        if (op === 'depthwise') expect(header[`nodes.${i}.kernel`].shape.slice(3)).toEqual([1]);
      }
      expect(entries.next().done, name).toBe(true);
    }
  });
});
