import { strFromU8, strToU8, type Zippable, zipSync } from 'fflate';
import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import { version as appVersion } from '../../package.json';
import { BenchsideError } from '../study/errors';
import { migrate } from '../study/migrations';
import { STUDY_VERSION, type Study } from '../study/schema';
import { boundedUnzip } from './bounded-unzip';
import { BUNDLE_FILES, json } from './bundle-files';
import type { Bundle, BundleParts } from './bundle-parts';
import { checkPredictor } from './check-predictor';
import { graphOf, isGraph } from './graph-model';
import { parseHostileJson } from './hostile-json';
import { journalEventSchema } from './journal-schema';
import { isNeighboursModel, neighboursOf } from './neighbours-model';
import { netOf } from './net-model';
import { PREDICTOR_VERSION, type Predictor } from './predictor';
import { predictorSchema } from './predictor-schema';
import { isTreesModel, treesOf } from './trees-model';
import { BUNDLE_VERSION } from './versions';
import { checkSeal, commentAt, sealed } from './zip-seal';

/** What the Predictor is called in a bundle of each version. */
const PREDICTOR_FILE: Record<number, string> = { 1: 'predictor.json', 2: 'preprocess.json' };
/** Inflated, all files together. */
const MAX_BYTES = 600_000_000;
/** Weights do not compress and texts to a tenth: what swells more than this is made to fill the memory. */
const MAX_SWELLING = 100;
const SWELLS_ALWAYS = 4_000_000;
const MAX_FILES = 1000;
const FORMAT = 'benchside-bundle';
const MANIFEST = 'manifest.json';

const isKnown = (path: string): boolean =>
  path === PREDICTOR_FILE[1] || BUNDLE_FILES.some(({ paths }) => paths.test(path));

/** manifest.json. */
export const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Version of the app that wrote it. */
  app: v.pipe(v.string(), v.maxLength(100)),
  files: v.pipe(
    v.array(
      v.object({
        path: v.pipe(v.string(), v.check(isKnown)),
        sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      }),
    ),
    v.maxLength(MAX_FILES),
  ),
});

/**
 * The model to take home as a zip: the same bytes for the same parts. It holds networks, fitted steps, the Study
 * and the journal, so aggregates and decisions, never a row.
 */
export async function writeBundle(parts: BundleParts): Promise<Uint8Array> {
  const files = new Map(BUNDLE_FILES.flatMap(({ files }) => [...files(parts)]));
  const hashed = await Promise.all(
    [...files].map(async ([path, bytes]) => ({ path, sha256: await sha256(bytes) })),
  );
  const manifest = json({ format: FORMAT, version: BUNDLE_VERSION, app: appVersion, files: hashed });
  const zippable: Zippable = { [MANIFEST]: manifest };
  // Weights do not compress. The paths are our own, so a plain object is safe.
  for (const [path, bytes] of files) zippable[path] = [bytes, { level: isText(path) ? 6 : 0 }];
  // A local date: zip keeps local time, so the bytes are the same in every time zone.
  return sealed(zipSync(zippable, { mtime: new Date(1980, 0, 1) }));
}

const isText = (path: string): boolean => /\.(json|jsonl|txt|md|html|py)$/.test(path);

/**
 * Reads an untrusted bundle of this format version or an earlier one. Nothing of it is executed; everything is counted
 * while inflating, hashed, checked against schemas, and the model is made to prepare a typical row. Throws
 * `bundle.broken` (no zip, or not what a bundle holds), `bundle.version`, `bundle.missing` {part}, `bundle.damaged`
 * {part} (hash differs).
 */
export async function readBundle(zip: Uint8Array): Promise<Bundle> {
  commentAt(zip);
  const files = boundedUnzip(zip, {
    bytes: Math.min(MAX_BYTES, SWELLS_ALWAYS + MAX_SWELLING * zip.length),
    files: MAX_FILES,
    wanted: (path) => path === MANIFEST || isKnown(path),
  });
  const part = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (!bytes) throw new BenchsideError('bundle.missing', { part: path });
    return bytes;
  };
  const manifest = parseHostileJson(part(MANIFEST));
  const version = versionOf(manifest, BUNDLE_VERSION);
  const listed = new Map(check(manifestSchema, manifest).files.map((file) => [file.path, file.sha256]));
  const predictorFile = PREDICTOR_FILE[version];
  for (const path of ['study.json', 'journal.jsonl', predictorFile])
    if (!listed.has(path)) throw new BenchsideError('bundle.missing', { part: path });
  for (const [path, hash] of listed)
    if ((await sha256(part(path))) !== hash) throw new BenchsideError('bundle.damaged', { part: path });
  await checkSeal(zip);

  // From here on only files that the manifest vouches for.
  const vouched = (path: string): Uint8Array => {
    if (!listed.has(path)) throw new BenchsideError('bundle.missing', { part: path });
    return part(path);
  };
  const predictor = predictorOf(vouched, predictorFile);
  const lines = strFromU8(vouched('journal.jsonl')).split('\n').filter(Boolean);
  return {
    predictor,
    study: studyOf(parseHostileJson(vouched('study.json'))),
    journal: lines.map((line) => check(journalEventSchema, parseHostileJson(strToU8(line)))),
  };
}

function predictorOf(file: (path: string) => Uint8Array, path: string): Predictor {
  const document = parseHostileJson(file(path));
  versionOf(document, PREDICTOR_VERSION);
  const { members, ...rest } = check(predictorSchema, document);
  const predictor: Predictor = {
    ...rest,
    members: members.map(({ model, picture, ...member }) => {
      const json = parseHostileJson(file(`${model}/model.json`));
      const net = readerOf(json)(json, file(`${model}/weights.bin`));
      return { ...member, ...net, ...(picture && { picture }) };
    }),
  };
  checkPredictor(predictor);
  return predictor;
}

function readerOf(json: unknown) {
  if (isTreesModel(json)) return treesOf;
  if (isNeighboursModel(json)) return neighboursOf;
  return isGraph(json) ? graphOf : netOf;
}

function check<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new BenchsideError('bundle.broken');
  return result.output;
}

/** Comes before the schema: a document of a newer version may have any shape. */
function versionOf(document: unknown, newest: number): number {
  const schema = v.object({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) });
  const got = check(schema, document).version;
  if (got > newest) throw new BenchsideError('bundle.version', { wanted: newest, got });
  return got;
}

function studyOf(document: unknown): Study {
  versionOf(document, STUDY_VERSION);
  try {
    return migrate(document);
  } catch (error) {
    if (error instanceof BenchsideError && error.code === 'study.version')
      throw new BenchsideError('bundle.version', error.details);
    throw new BenchsideError('bundle.broken');
  }
}
