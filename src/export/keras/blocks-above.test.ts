import { expect, it } from 'vitest';
import { cutAt, cutWeights, FEATURES, featureGraph } from '../../models/backbones/efficientnet-lite0';
import { rng } from '../../study/random';
import { initialGraphWeights } from '../../train/graph/initial';
import { safetensors } from '../safetensors';
import { netSpec, randomWeights } from '../testing';
import { blocksAbove } from './blocks-above';

type Header = Record<string, { shape: number[]; data_offsets: [number, number] }>;

/** Name to shape and bytes. */
function tensorsIn(file: Uint8Array): Map<string, [number[], Uint8Array]> {
  const length = new DataView(file.buffer, file.byteOffset).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(file.subarray(8, 8 + length))) as Header;
  return new Map(
    Object.entries(header).map(
      ([
        name,
        {
          shape,
          data_offsets: [from, to],
        },
      ]) => [name, [shape, file.subarray(8 + length + from, 8 + length + to)]],
    ),
  );
}

it('holds what the second stage of training begins with, under the names of a member’s network', () => {
  const backbone = initialGraphWeights(featureGraph(), ['backbone']);
  const head = netSpec(FEATURES + 2, 'binary', 1, [4]);
  const cut = cutAt(1, head, featureGraph().optimizer);
  const trained = randomWeights(head, rng('head'));
  // As `secondStage` of engine/ begins.
  const begun = tensorsIn(safetensors(cut.above, cutWeights(cut, backbone, trained).above));
  const blocks = tensorsIn(blocksAbove(1, backbone));
  const dense = cut.above.nodes.flatMap(({ op }, i) =>
    op === 'dense' ? [`nodes.${i}.kernel`, `nodes.${i}.bias`] : [],
  );
  expect(dense.length).toBe(4);
  expect([...blocks.keys()]).toEqual([...begun.keys()].filter((name) => !dense.includes(name)));
  for (const [name, [shape, values]] of blocks) {
    const [wanted, same] = begun.get(name) ?? [[], new Uint8Array(0)];
    expect(shape, name).toEqual(wanted);
    // Of millions of bytes a list of expectations would take minutes.
    expect(Buffer.compare(values, same), name).toBe(0);
  }
});
