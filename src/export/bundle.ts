import { strFromU8, strToU8, type Zippable, zipSync } from 'fflate';
import { sha256 } from 'hash-wasm';
import * as v from 'valibot';
import { version as appVersion } from '../../package.json';
import { BenchsideError } from '../study/errors';
import type { JournalEvent } from '../study/events';
import { migrate } from '../study/migrations';
import { parseStudy, type Study } from '../study/schema';
import { boundedUnzip } from './bounded-unzip';
import { checkPredictor } from './check-predictor';
import { graphFiles, graphOf, isGraph } from './graph-model';
import { journalEventSchema } from './journal-schema';
import { modelFiles, netOf } from './net-model';
import { PREDICTOR_VERSION, type Predictor } from './predictor';
import { predictorSchema } from './predictor-schema';
import { readmeText } from './readme-text';

export const BUNDLE_VERSION = 1;
/** Inflated, all files together. */
const MAX_BYTES = 200_000_000;
const MAX_FILES = 300;
const FORMAT = 'benchside-bundle';
const MANIFEST = 'manifest.json';
const REQUIRED = ['study.json', 'journal.jsonl', 'predictor.json'] as const;
const KNOWN =
  /^(manifest\.json|study\.json|journal\.jsonl|predictor\.json|README\.txt|models\/\d{1,3}\/(model\.json|weights\.bin))$/;

const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.number(),
  app: v.string(),
  files: v.array(v.object({ path: v.pipe(v.string(), v.regex(KNOWN)), sha256: v.string() })),
});

/** What a bundle.zip carries. */
export interface Bundle {
  predictor: Predictor;
  study: Study;
  journal: JournalEvent[];
}

const json = (value: unknown): Uint8Array => strToU8(`${JSON.stringify(value, null, 1)}\n`);

/**
 * The model to take home as a zip: the same bytes for the same parts. It holds networks, fitted steps, the Study
 * and the journal, so aggregates and decisions, never a row.
 */
export async function writeBundle({ predictor, study, journal }: Bundle): Promise<Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const members = predictor.members.map(({ steps, names, spec, weights, weight, picture }, i) => {
    const model = `models/${i}`;
    const net = spec.kind === 'graph' ? graphFiles(spec, weights) : modelFiles(spec, weights);
    files.set(`${model}/model.json`, json(net.json)).set(`${model}/weights.bin`, net.bin);
    return { steps, names, weight, model, ...(picture && { picture }) };
  });
  // Only what the schemas name goes in, whatever else the objects given may carry.
  files.set('predictor.json', json(v.parse(predictorSchema, { ...predictor, members })));
  files.set('study.json', json(parseStudy(study)));
  const events = journal.map(
    (event) => `${JSON.stringify(v.parse(journalEventSchema, event))}
`,
  );
  files.set('journal.jsonl', strToU8(events.join('')));
  files.set('README.txt', strToU8(readmeText(members.length)));
  const hashed = await Promise.all(
    [...files].map(async ([path, bytes]) => ({ path, sha256: await sha256(bytes) })),
  );
  const manifest = json({ format: FORMAT, version: BUNDLE_VERSION, app: appVersion, files: hashed });
  const zippable: Zippable = { [MANIFEST]: manifest };
  // Weights do not compress. The paths are our own, so a plain object is safe.
  for (const [path, bytes] of files) zippable[path] = [bytes, { level: path.endsWith('.bin') ? 0 : 6 }];
  // A local date: zip keeps local time, so the bytes are the same in every time zone.
  return zipSync(zippable, { mtime: new Date(1980, 0, 1) });
}

/**
 * Reads an untrusted bundle. Nothing of it is executed; everything is counted while inflating, hashed, checked
 * against schemas, and the model is made to prepare a typical row. Throws `bundle.broken` (no zip, or not what a
 * bundle holds), `bundle.version`, `bundle.missing` {part}, `bundle.damaged` {part} (hash differs).
 */
export async function readBundle(zip: Uint8Array): Promise<Bundle> {
  const files = boundedUnzip(zip, { bytes: MAX_BYTES, files: MAX_FILES, wanted: (path) => KNOWN.test(path) });
  const part = (path: string): Uint8Array => {
    const bytes = files.get(path);
    if (!bytes) throw new BenchsideError('bundle.missing', { part: path });
    return bytes;
  };
  const manifest = parseJson(part(MANIFEST));
  expectVersion(manifest, BUNDLE_VERSION);
  const listed = new Map(check(manifestSchema, manifest).files.map((file) => [file.path, file.sha256]));
  for (const path of REQUIRED)
    if (!listed.has(path)) throw new BenchsideError('bundle.missing', { part: path });
  for (const [path, hash] of listed)
    if ((await sha256(part(path))) !== hash) throw new BenchsideError('bundle.damaged', { part: path });

  // From here on only files that the manifest vouches for.
  const vouched = (path: string): Uint8Array => {
    if (!listed.has(path)) throw new BenchsideError('bundle.missing', { part: path });
    return part(path);
  };
  const document = parseJson(vouched('predictor.json'));
  expectVersion(document, PREDICTOR_VERSION);
  const { members, ...rest } = check(predictorSchema, document);
  const predictor: Predictor = {
    ...rest,
    members: members.map(({ model, picture, ...member }) => {
      const json = parseJson(vouched(`${model}/model.json`));
      const net = (isGraph(json) ? graphOf : netOf)(json, vouched(`${model}/weights.bin`));
      return { ...member, ...net, ...(picture && { picture }) };
    }),
  };
  checkPredictor(predictor);
  const lines = strFromU8(vouched('journal.jsonl')).split('\n').filter(Boolean);
  return {
    predictor,
    study: studyOf(parseJson(vouched('study.json'))),
    journal: lines.map((line) => check(journalEventSchema, parseJson(strToU8(line)))),
  };
}

/** Throws `bundle.broken` where it is no JSON or holds a key that could reach a prototype. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(strFromU8(bytes), (key, value) => {
      if (key === '__proto__') throw new SyntaxError(key);
      return value;
    });
  } catch {
    throw new BenchsideError('bundle.broken');
  }
}

function check<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new BenchsideError('bundle.broken');
  return result.output;
}

/** Comes before the schema: a document of another version may have any shape. */
function expectVersion(document: unknown, wanted: number): void {
  const got = check(v.object({ version: v.number() }), document).version;
  if (got !== wanted) throw new BenchsideError('bundle.version', { wanted, got });
}

function studyOf(document: unknown): Study {
  try {
    return migrate(document);
  } catch (error) {
    if (error instanceof BenchsideError && error.code === 'study.version')
      throw new BenchsideError('bundle.version', error.details);
    throw new BenchsideError('bundle.broken');
  }
}
