import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DecodedFile } from '../data/images/decoder';
import { decodeFile } from '../data/images/decoders';
import { dicomFile, type Elements, pixelModule } from '../data/images/dicom/test-file';
import { adoptImages } from '../engine/images/adopt';
import { imageHandlers } from '../engine/images/handlers';
import { PendingImages } from '../engine/images/pending';
import { openPictureStore } from '../engine/images/picture-store';
import { prepareAllPictures } from '../engine/images/prepare-pictures';
import { Session } from '../engine/session';
import type { Predictions, Predictor } from '../export/predictor';
import { netSpec, randomWeights } from '../export/testing';
import { rng } from '../study/random';
import type { StepPlan } from '../study/schema';
import type { Trainer } from '../train/trainer';
import { nets } from './nets';
import { answerPictures, heatOfPicture } from './picture-answers';

// The same volumes given to a study, to the Use screen and to this page: slices are chosen alike.

const SIDE = 2;
const call = { signal: new AbortController().signal, emit: () => {} };

interface Given {
  path: string;
  file: File;
  decoded: DecodedFile;
}

/** A section of one grey level, which tells it from all others. */
function section(level: number, more: Elements): Elements {
  return {
    ...pixelModule(SIDE, SIDE, 16),
    '00080060': ['CS', 'CT'],
    '00281052': ['DS', '0'],
    '00281053': ['DS', '1'],
    '00281054': ['LO', 'HU'],
    ...more,
    '7fe00010': ['OW', new Uint8Array(new Uint16Array(SIDE * SIDE).fill(level).buffer)],
  };
}

/** A file a section, whose names run against their place; `step`: mm between them. */
const series = (uid: string, from: number, n: number, step: number): [string, Elements][] =>
  Array.from({ length: n }, (_, i) => [
    `${uid}-${n - i}.dcm`,
    section(from + i, {
      '0020000e': ['UI', uid],
      '00200032': ['DS', `0\\0\\${-40 + step * i}`],
      '00200037': ['DS', '1\\0\\0\\0\\1\\0'],
    }),
  ]);

async function given(): Promise<Given[]> {
  const files = [
    ...series('1.2.7', 100, 7, 2.5),
    ...series('1.2.4', 200, 4, 5),
    ['alone.dcm', section(300, {})] as [string, Elements],
  ];
  const made: Given[] = [];
  for (const [name, elements] of files) {
    const file = new File([dicomFile(elements)], name);
    const path = `${name.startsWith('1.2.7') ? 'ill' : 'normal'}/${name}`;
    made.push({ path, file, decoded: await decodeFile(file, 'dcm', { maxPixels: 1e8, axis: 2 }) });
  }
  return made.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function modelOf(parts: StepPlan[]): Predictor {
  const spec = netSpec(SIDE * SIDE, 'binary', 1, []);
  const picture = { parts, steps: [], shape: [SIDE, SIDE, 1] as const };
  return {
    version: 1,
    task: { kind: 'binary', target: 'class', classes: ['normal', 'ill'] },
    inputs: [],
    members: [{ steps: [], names: [], spec, weights: randomWeights(spec, rng('net')), weight: 1, picture }],
    outcome: null,
    threshold: 0.5,
    meta: { studyName: '', studyId: '', metric: 'auroc', test: null },
  };
}

const level = ({ decoded }: Given) => decoded.pictures[0].pixels[0];
/** Grey levels of the sections that have a prediction. */
const predicted = ({ p }: Predictions, files: Given[]) =>
  files.filter((_, i) => !Number.isNaN(p[i])).map(level);
const ascending = (list: Iterable<number>) => [...list].sort((a, b) => a - b);

describe('the choice of slices', () => {
  let files: Given[];
  const session = new Session(
    { now: () => 0 },
    () => {},
    async () => {},
  );

  beforeAll(async () => {
    Object.defineProperty(globalThis, 'navigator', {
      value: { locks: { request: (_: string, __: object, work: () => void) => Promise.resolve(work()) } },
      configurable: true,
    });
    files = await given();
  });

  /** Grey levels that the study's own preparation of the files hands to its net. */
  async function studied(parts: StepPlan[]): Promise<number[]> {
    const pending = await PendingImages.begin(await openPictureStore());
    files.forEach(({ path, decoded }, i) => {
      pending.take({ path, sha256: String(i).padStart(64, '0') }, decoded);
    });
    const { study } = await adoptImages(session, pending, pending.end([]), {
      study: null,
      options: { id: 'volumes', kind: 'images', families: ['cnn'], trials: 1 },
      plan: null,
    });
    const now = { ...study, steps: parts };
    const ready = session.ready(now);
    const none = new Uint32Array(0);
    const dev = Uint32Array.from(files.keys());
    const all = { ...ready, parts: { dev, test: none, left: none, folds: [] } };
    const how = { outcome: null, reads: 'picture' as const, signal: call.signal, report: () => {} };
    const { train } = await prepareAllPictures({ ready: all, study: now, ...how });
    return ascending(Array.from({ length: train.n }, (_, i) => train.x[i * train.d]));
  }

  const used = (predictor: Predictor, list: Given[]) =>
    imageHandlers({
      session,
      shelf: { pending: null, read: null },
      finished: () => Promise.reject(new Error('no study')),
      model: () => predictor,
      trainer: async () => ({ ...nets, backend: 'wasm' }) as unknown as Trainer,
    }).predictPictures({ files: list.map(({ path, decoded }) => ({ name: path, decoded })) }, call);

  // Of 7 sections (levels 100 to 106), of 4 (200 to 203) and a picture alone (300), counted by hand.
  it.each([
    ['all', [100, 101, 102, 103, 104, 105, 106, 200, 201, 202, 203, 300]],
    ['middle-third', [102, 103, 104, 201, 202, 300]],
    ['every', [100, 103, 106, 200, 203, 300]],
    ['range', [101, 102, 103, 201, 202, 203, 300]],
  ])('is the study’s own: %s', async (choose, levels) => {
    const parts = [{ id: 's', step: 'slice-select', params: { choose, every: 3, first: 2, last: 4 } }];
    const predictor = modelOf(parts);
    expect(await studied(parts)).toEqual(levels);

    const { predictions, heats } = await used(predictor, files);
    expect(ascending(predicted(predictions, files))).toEqual(levels);
    expect(heats.map((heat) => heat !== null)).toEqual(
      Array.from(predictions.p, (value) => !Number.isNaN(value)),
    );

    const counts: number[] = [];
    const page = await answerPictures(
      predictor,
      null,
      files.map(({ file }) => file),
      {},
      (n) => counts.push(n),
    );
    expect(page.predictions.p).toEqual(predictions.p);
    expect(counts.at(-1)).toBe(files.length);
    for (const [i, seen] of page.seen.entries())
      expect((await heatOfPicture(predictor, null, seen, 1)) !== null).toBe(heats[i] !== null);
  });

  it('what cannot be read takes no place among the others', async () => {
    const predictor = modelOf([{ id: 's', step: 'slice-select', params: { choose: 'every', every: 2 } }]);
    const broken = new File(['no picture'], '1.2.7-0.dcm');
    const whole = files.map(({ file }) => file);
    const { predictions, skipped, seen } = await answerPictures(
      predictor,
      null,
      [whole[0], broken, ...whole.slice(1)],
      {},
      () => {},
    );
    expect(skipped.map(({ name }) => name)).toEqual([broken.name]);
    expect(seen.map(({ file }) => file.name)).toEqual(whole.map(({ name }) => name));
    expect(predictions.p).toEqual((await used(predictor, files)).predictions.p);
  });

  it('where none is chosen each file is read once', async () => {
    const one = files.slice(0, 1).map(({ file }) => file);
    const counts: number[] = [];
    await answerPictures(modelOf([]), null, [one[0], one[0]], {}, (n) => counts.push(n));
    expect(counts).toEqual([1, 2]);
  });
});
