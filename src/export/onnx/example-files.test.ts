import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readsPicture } from '../../models/graph';
import type { BackboneCut } from '../../prep/image/encode';
import { rng } from '../../study/random';
import { backboneWeights } from '../../train/backbone-files';
import { referenceForward } from '../../train/graph/reference';
import { modelKerasPy } from '../keras/model-keras';
import { safetensors } from '../safetensors';
import { backboneOnnx, backboneSpec } from './backbone';
import { exampleNeighbours } from './example-neighbours';
import { exampleNets, expectedOf, inDouble } from './example-nets';
import { exampleTrees } from './example-trees';
import { neighboursOnnx } from './neighbours';
import { netOnnx } from './net';
import { treesOnnx } from './trees';

/** The files of every example net for interop/check_nets.py, in the folder that this names; without it nothing is written. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;

const json = (value: unknown) =>
  JSON.stringify(value, (_, v) => (ArrayBuffer.isView(v) ? [...(v as Float32Array)] : v));

it.skipIf(!OUT)('the files of every example net are written where BENCHSIDE_INTEROP_OUT says', async () => {
  let written = 0;
  for (const example of exampleNets()) {
    const { family, name, spec, weights, n, table, pictures } = example;
    const expected = expectedOf(example);
    const folder = `${OUT}/${name}`;
    await mkdir(`${folder}/models/0`, { recursive: true });
    await writeFile(`${folder}/models/0/model.onnx`, netOnnx(spec, weights));
    await writeFile(`${folder}/models/0/weights.safetensors`, safetensors(spec, weights));
    await writeFile(`${folder}/model_keras.py`, modelKerasPy({ members: [{ spec }] }));
    const inputs =
      spec.kind === 'graph' && readsPicture(spec)
        ? { picture: spec.picture, table: spec.table }
        : { x: spec.inputs };
    await writeFile(`${folder}/example.json`, json({ family, n, inputs, table, pictures, expected }));
    written++;
  }
  expect(written).toBeGreaterThan(50);
});

it.skipIf(!OUT)('so are trees, with rows that have gaps and levels that no tree knows', async () => {
  for (const { name, spec, weights, n, table, expected } of exampleTrees()) {
    const folder = `${OUT}/trees-${name.replaceAll(' ', '-')}`;
    await mkdir(`${folder}/models/0`, { recursive: true });
    await writeFile(`${folder}/models/0/model.onnx`, treesOnnx(spec, weights));
    // JSON has no NaN: a gap is null there.
    await writeFile(
      `${folder}/example.json`,
      json({ family: 'trees', n, inputs: { x: spec.inputs }, table, expected }),
    );
  }
});

it.skipIf(!OUT)('so are neighbours, with rows that are equally near', async () => {
  for (const { name, spec, weights, n, table, expected } of exampleNeighbours()) {
    const folder = `${OUT}/neighbours-${name.replaceAll(' ', '-')}`;
    await mkdir(`${folder}/models/0`, { recursive: true });
    await writeFile(`${folder}/models/0/model.onnx`, neighboursOnnx(spec, weights));
    await writeFile(
      `${folder}/example.json`,
      json({ family: 'neighbours', n, inputs: { x: spec.inputs }, table, expected }),
    );
  }
});

it.skipIf(!OUT).each<BackboneCut>(['pooled', 0, 3])('so is the backbone, cut at %s', async (at) => {
  const weights = await backboneWeights(async (file) => {
    const bytes = await readFile(new URL(`../../../public/backbones/${file}`, import.meta.url));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  });
  const spec = backboneSpec(at);
  const random = rng('backbone example');
  const scaled = Float32Array.from({ length: spec.inputs }, (_, i) =>
    Math.max(-1, Math.min(1, (((i * 7) % 256) - 127) / 128 + 0.1 * random.normal())),
  );
  const asked = { n: 1, pictures: scaled, table: [], training: false };
  const convolutions = spec.nodes.filter(({ op }) => op === 'conv' || op === 'depthwise').length;
  const { values } = referenceForward(spec, inDouble(weights.slice(0, convolutions)), asked);
  const folder = `${OUT}/backbone-${at}`;
  await mkdir(`${folder}/models/0`, { recursive: true });
  await writeFile(`${folder}/models/0/model.onnx`, backboneOnnx(at, weights));
  const inputs = { picture: spec.picture, table: 0 };
  await writeFile(
    `${folder}/example.json`,
    json({
      family: 'backbone',
      n: 1,
      inputs,
      table: [],
      pictures: scaled,
      expected: Array.from(values[values.length - 1]),
    }),
  );
});
