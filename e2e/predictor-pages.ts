import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { DIST } from '../scripts/build.mjs';
import { CsvReader } from '../src/data/csv';
import type { Picture, PictureSource } from '../src/data/images/picture';
import { datasetFromRows, datasetFromTable } from '../src/export/inputs';
import { type Forward, predict } from '../src/export/predict';
import type { Predictor } from '../src/export/predictor';
import { predictorPage } from '../src/export/predictor-page';
import { examplePredictor, netSpec, plainForward } from '../src/export/testing';
import type { GraphSpec } from '../src/models/graph';
import { inferShapes, parametersOf, sizeOf } from '../src/models/graph-shapes';
import type { FittedStep } from '../src/prep/step';
import { rng } from '../src/study/random';
import { referenceForward, type Weights64 } from '../src/train/graph/reference';
import { predictionsOf } from '../src/train/losses';
import type { Weights } from '../src/train/trainer';

/** Pages of made-up models, and what these models say when they are run in Node in plain float64. */

const META = {
  studyName: 'Chest pain <b>&amp; more</b> </script>',
  studyId: 'study-1',
  metric: 'auroc',
  test: { metric: 'auroc', estimate: 0.912, low: 0.871, high: 0.953 },
};

export function tablePredictor(): Predictor {
  const { predictor } = examplePredictor();
  const units: Record<string, string> = { age: 'years' };
  return {
    ...predictor,
    meta: META,
    inputs: predictor.inputs.map((input) =>
      units[input.name] ? { ...input, unit: units[input.name] } : input,
    ),
  };
}

/** Side of the pictures that the picture model reads. */
const SIDE = 16;

/** A small convolutional net on pictures with the table model's columns beside them. */
export function picturePredictor(): Predictor {
  const { predictor } = examplePredictor();
  const [{ names, steps }] = predictor.members;
  const spec: GraphSpec = {
    kind: 'graph',
    picture: [SIDE, SIDE, 1],
    table: names.length,
    inputs: SIDE * SIDE + names.length,
    loss: 'binary',
    optimizer: {
      kind: 'adamw',
      learningRate: 0,
      weightDecay: 0,
      batchSize: 4,
      schedule: 'constant',
      clipNorm: 0,
      labelSmoothing: 0,
    },
    nodes: [
      { op: 'picture', from: [] },
      { op: 'conv', from: [0], filters: 5, size: 3, stride: 1, pad: 'same', bias: false },
      { op: 'batchNorm', from: [1], epsilon: 1e-3 },
      { op: 'relu', from: [2] },
      { op: 'maxPool', from: [3], size: 2, stride: 2, pad: 'same' },
      { op: 'globalAvgPool', from: [4] },
      { op: 'table', from: [] },
      { op: 'concat', from: [5, 6] },
      { op: 'dense', from: [7], units: 1 },
    ],
  };
  const random = rng('picture page');
  const list = (length: number, scale: number, shift = 0) =>
    Float32Array.from({ length }, () => shift + scale * random.normal());
  const weights: Weights = parametersOf(spec, inferShapes(spec)).flatMap((p) =>
    p
      ? [
          {
            kernel: list(sizeOf(p.kernel), 0.5),
            bias: list(p.bias.length > 0 ? sizeOf(p.bias) : 0, 0.3),
            ...(p.statistics > 0 && {
              mean: list(p.statistics, 0.1),
              variance: list(p.statistics, 0.05, 1),
            }),
          },
        ]
      : [],
  );
  const imageSteps: FittedStep[] = [
    { id: 'r', step: 'resize', params: { size: SIDE, mode: 'stretch' }, state: null },
    { id: 's', step: 'scale01', params: { by: 'nominal' }, state: null },
  ];
  const picture = { parts: [], steps: imageSteps, shape: [SIDE, SIDE, 1] as const };
  return { ...predictor, meta: META, members: [{ steps, names, spec, weights, weight: 1, picture }] };
}

const BACKBONE = 'efficientnet-lite0';
const own = (path: string) => new URL(`../${path}`, import.meta.url);

/** A logistic head on the pooled features of the backbone, read by no column. */
export function transferPredictor(): Predictor {
  const { predictor } = examplePredictor();
  const spec = netSpec(1280, 'binary', 1, []);
  const random = rng('transfer page');
  const weights = [
    { kernel: Float32Array.from({ length: 1280 }, () => 0.1 * random.normal()), bias: Float32Array.of(0.2) },
  ];
  const backbone = { name: BACKBONE, at: 'pooled' as const };
  const picture = { parts: [], steps: [], shape: [1, 1, 1280] as const, backbone };
  return {
    ...predictor,
    meta: META,
    inputs: [],
    members: [{ steps: [], names: [], spec, weights, weight: 1, picture }],
  };
}

/** The picture whose features PyTorch found (scripts/make-efficientnet-lite0.py), and what the head makes of them. */
export function knownPicture(predictor: Predictor): { file: string; p: number } {
  const { cat } = JSON.parse(readFileSync(own('src/train/golden/efficientnet-lite0.json'), 'utf8'));
  const [{ kernel, bias }] = predictor.members[0].weights;
  const z = (cat.halves as number[]).reduce((sum, value, i) => sum + value * kernel[i], bias[0]);
  return { file: fileURLToPath(own('src/train/golden/cat.png')), p: 1 / (1 + Math.exp(-z)) };
}

const backboneFiles = (): Uint8Array =>
  Buffer.concat([0, 1].map((i) => readFileSync(own(`public/backbones/${BACKBONE}.${i}.bin`))));

/** The page written into `folder`; answers its address on disk. */
export function writePage(folder: string, predictor: Predictor, intendedUse?: string): string {
  const template = readFileSync(join(DIST, 'predictor-page.html'), 'utf8');
  const file = join(folder, 'model.html');
  writeFileSync(
    file,
    predictorPage(template, predictor, {
      madeOn: '2024-05-06',
      rows: 303,
      ...(intendedUse !== undefined && { intendedUse }),
      ...(predictor.members[0].picture?.backbone && {
        backbone: { name: BACKBONE, halves: backboneFiles() },
      }),
    }),
  );
  return pathToFileURL(file).href;
}

const inFloat64: Forward = async (spec, weights, x, n) => {
  if (spec.kind !== 'graph') return plainForward(spec, weights, x, n);
  const wide = weights.map((entry) =>
    Object.fromEntries(Object.entries(entry).map(([name, values]) => [name, Float64Array.from(values)])),
  ) as Weights64;
  const d = spec.inputs - spec.table;
  const z = Array.from({ length: n }, (_, row) => {
    const at = row * spec.inputs;
    const pictures = x.subarray(at, at + d);
    const table = x.subarray(at + d, at + spec.inputs);
    return [
      ...(referenceForward(spec, wide, { n: 1, pictures, table, training: false }).values.at(-1) ?? []),
    ];
  });
  return predictionsOf(spec.loss, Float32Array.from(z.flat()), z[0].length);
};

/** Probabilities for rows as typed. */
export const saidOfRows = async (predictor: Predictor, rows: Record<string, string>[]): Promise<number[]> =>
  Array.from((await predict(predictor, datasetFromRows(predictor.inputs, rows), inFloat64)).p);

export async function saidOfTable(predictor: Predictor, csv: string): Promise<number[]> {
  const reader = new CsvReader(',');
  reader.push(new TextEncoder().encode(csv));
  const data = datasetFromTable(predictor.inputs, reader.finish());
  return Array.from((await predict(predictor, data, inFloat64)).p);
}

/** Grey pictures of 8 bits with the same row beside each. */
export async function saidOfPictures(
  predictor: Predictor,
  pictures: { side: number; grey(x: number, y: number): number }[],
  row: Record<string, string>,
): Promise<number[]> {
  const read = (i: number): Picture => {
    const { side, grey } = pictures[i];
    const v = Float32Array.from({ length: side * side }, (_, at) => grey(at % side, Math.floor(at / side)));
    return { width: side, height: side, channels: 1, unit: 'intensity', range: [0, 255], v };
  };
  const source: PictureSource = { n: pictures.length, info: read, read };
  const data = datasetFromRows(
    predictor.inputs,
    pictures.map(() => row),
  );
  return Array.from((await predict(predictor, data, inFloat64, { source, maker: null })).p);
}
