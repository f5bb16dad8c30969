import { strToU8 } from 'fflate';
import * as v from 'valibot';
import { type AnySpec, isDense } from '../models/family';
import { isOwn } from '../models/own-models';
import { parseStudy } from '../study/schema';
import type { Weights } from '../train/trainer';
import type { BundleParts } from './bundle-parts';
import { graphFiles } from './graph-model';
import { journalEventSchema } from './journal-schema';
import { blocksAbove } from './keras/blocks-above';
import { modelKerasPy } from './keras/model-keras';
import { modelCard } from './model-card';
import { neighboursFiles } from './neighbours-model';
import { modelFiles } from './net-model';
import { backboneOnnx } from './onnx/backbone';
import { netOnnx } from './onnx/net';
import type { Predictor } from './predictor';
import { predictorSchema } from './predictor-schema';
import { pythonFiles } from './python-files';
import { readmeText } from './readme-text';
import { safetensors } from './safetensors';
import { treesFiles } from './trees-model';

export type Files = Map<string, Uint8Array>;

/** A kind of file in a bundle: the paths that it may have, and what stands in it. */
interface BundleFile {
  /** Anchored at both ends: what no kind of file claims is refused when a bundle is read. */
  paths: RegExp;
  files(parts: BundleParts): Files;
}

export const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 1)}\n`);
const one = (path: string, bytes: Uint8Array): Files => new Map([[path, bytes]]);

/** The folder of a member's network. */
export const memberFolder = (i: number): string => `models/${i}`;

const kindOf = ({ members }: Pick<Predictor, 'members'>) =>
  members.some(({ spec }) => isOwn(spec)) ? 'models' : 'networks';

function filesOf(spec: AnySpec, weights: Weights) {
  if (isDense(spec)) return modelFiles(spec, weights);
  if (spec.kind === 'trees') return treesFiles(spec, weights);
  return spec.kind === 'neighbours' ? neighboursFiles(spec, weights) : graphFiles(spec, weights);
}

const networks: BundleFile = {
  paths: /^models\/\d{1,3}\/(model\.json|weights\.bin)$/,
  files: ({ predictor }) =>
    new Map(
      predictor.members.flatMap(({ spec, weights }, i) => {
        const net = filesOf(spec, weights);
        return [
          [`${memberFolder(i)}/model.json`, json(net.json)],
          [`${memberFolder(i)}/weights.bin`, net.bin],
        ] as const;
      }),
    ),
};

const otherRuntimes: BundleFile = {
  paths: /^models\/\d{1,3}\/(model\.onnx|weights\.safetensors)$/,
  files: ({ predictor }) =>
    new Map(
      predictor.members.flatMap(({ spec, weights }, i) => [
        [`${memberFolder(i)}/model.onnx`, netOnnx(spec, weights)] as const,
        [`${memberFolder(i)}/weights.safetensors`, safetensors(spec, weights)] as const,
      ]),
    ),
};

/**
 * Members of one model read the same features: their heads differ and not where the backbone is cut. What was trained
 * above the cut began with weights that training it anew begins with.
 */
const backbone: BundleFile = {
  paths: /^backbone\/(model\.onnx|weights\.safetensors)$/,
  files({ predictor, backbone: weights, training, splits }) {
    const at = predictor.members.find(({ picture }) => picture?.backbone)?.picture?.backbone?.at;
    if (at === undefined || !weights) return new Map();
    const files = one('backbone/model.onnx', backboneOnnx(at, weights));
    if (at !== 'pooled' && training && splits)
      files.set('backbone/weights.safetensors', blocksAbove(at, weights));
    return files;
  },
};

const KERAS = /^(train_keras|keras_[a-z]+)\.py$/;

/** Prediction without the app: the same files in every bundle. */
const python: BundleFile = {
  paths: /^(predict\.py|requirements\.txt|benchside\/([a-z_]+\/)?[a-z_]+\.py)$/,
  files: () =>
    new Map(
      [...pythonFiles()].filter(([path]) => !KERAS.test(path)).map(([path, text]) => [path, strToU8(text)]),
    ),
};

const keras: BundleFile = {
  paths: /^(model_keras|train_keras|keras_[a-z]+)\.py$/,
  files({ predictor, training, splits }) {
    // Trees and neighbours have no form in Keras.
    const nets = predictor.members.flatMap(({ spec }) => (isOwn(spec) ? [] : [{ spec }]));
    if (nets.length < predictor.members.length) return new Map();
    const files: Files = new Map([['model_keras.py', strToU8(modelKerasPy({ members: nets }))]]);
    if (training && splits)
      for (const [path, text] of pythonFiles()) if (KERAS.test(path)) files.set(path, strToU8(text));
    return files;
  },
};

const training: BundleFile = {
  paths: /^training\.json$/,
  files: (parts) => (parts.training ? one('training.json', json(parts.training)) : new Map()),
};

const preprocess: BundleFile = {
  paths: /^preprocess\.json$/,
  files({ predictor }) {
    const members = predictor.members.map(({ steps, names, weight, gaps, picture }, i) => ({
      steps,
      names,
      weight,
      model: memberFolder(i),
      ...(gaps && { gaps }),
      ...(picture && { picture }),
    }));
    // Only what the schema names goes in, whatever else the objects given may carry.
    return one('preprocess.json', json(v.parse(predictorSchema, { ...predictor, members })));
  },
};

const study: BundleFile = {
  paths: /^study\.json$/,
  files: (parts) => one('study.json', json(parseStudy(parts.study))),
};

const journal: BundleFile = {
  paths: /^journal\.jsonl$/,
  files(parts) {
    const lines = parts.journal.map((event) => `${JSON.stringify(v.parse(journalEventSchema, event))}\n`);
    return one('journal.jsonl', strToU8(lines.join('')));
  },
};

const testVectors: BundleFile = {
  paths: /^test-vectors\.json$/,
  files: ({ vectors }) => (vectors ? one('test-vectors.json', json(vectors)) : new Map()),
};

const splits: BundleFile = {
  paths: /^splits\.json$/,
  files: (parts) =>
    parts.splits ? one('splits.json', strToU8(`${JSON.stringify(parts.splits)}\n`)) : new Map(),
};

const report: BundleFile = {
  paths: /^report\.html$/,
  files: (parts) => (parts.report === undefined ? new Map() : one('report.html', strToU8(parts.report))),
};

const card: BundleFile = {
  paths: /^model-card\.md$/,
  files: (parts) => one('model-card.md', strToU8(modelCard(parts))),
};

const readme: BundleFile = {
  paths: /^README\.txt$/,
  files: ({ predictor }) =>
    one('README.txt', strToU8(readmeText(predictor.members.length, kindOf(predictor)))),
};

/** Every kind of file that a bundle may hold, beside its manifest. */
export const BUNDLE_FILES: readonly BundleFile[] = [
  networks,
  otherRuntimes,
  backbone,
  python,
  keras,
  training,
  preprocess,
  study,
  journal,
  testVectors,
  splits,
  report,
  card,
  readme,
];
