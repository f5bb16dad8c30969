import 'fake-indexeddb/auto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecodedFile } from '../../data/images/decoder';
import type { Predictor } from '../../export/predictor';
import type { GraphSpec } from '../../models/graph';
import { errorRecord } from '../../study/errors';
import { rng } from '../../study/random';
import type { External } from '../../study/results/external';
import type { GraphJob } from '../../train/graph/graph-job';
import { Pace } from '../../train/pacing';
import type { Trainer } from '../../train/trainer';
import { openWasmGraphs } from '../../train/wasm/open-wasm-graphs';
import { predictorOf, type Winner, winnerOf } from '../finish';
import { Gate } from '../gate';
import { adoptImages } from '../images/adopt';
import type { Shelf } from '../images/handlers';
import { PendingImages } from '../images/pending';
import { openPictureStore } from '../images/picture-store';
import { runSearch } from '../run';
import { Session } from '../session';
import { externalHandlers } from './handlers';
import { greyOf } from './picture-drift';

// A model of pictures, and a second hospital's, without a browser.

const SIDE = 16;
const CANARY = 'PARK^MINSU';
const call = { signal: new AbortController().signal, emit: () => {} };
let now = 0;
const clock = { now: () => ++now };

/** Ill pictures have a bright spot; `lift`: how much brighter all of it is. */
function picture(ill: boolean, key: number, lift = 0): DecodedFile {
  const random = rng('external pictures', key);
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, () => 20 + lift + random.int(100));
  const [x0, y0] = [2 + random.int(4), 2 + random.int(4)];
  if (ill) for (let i = 0; i < 9; i++) pixels[(y0 + Math.floor(i / 3)) * SIDE + x0 + (i % 3)] = 255;
  return {
    pictures: [{ width: SIDE, height: SIDE, channels: 1, unit: 'intensity', range: [0, 255], pixels }],
    patient: `${CANARY}-${key >> 1}`,
  };
}

interface Given {
  path: string;
  decoded: DecodedFile;
}

/** Files as if they had just been read, with how many that could not be. */
async function onShelf(files: Given[], broken = 0): Promise<Shelf> {
  const pending = await PendingImages.begin(await openPictureStore());
  for (const [i, { path, decoded }] of files.entries())
    pending.take({ path, sha256: String(7000 + i).padStart(64, '0') }, decoded);
  const skipped = Array.from({ length: broken }, (_, i) => ({
    path: `${files[0].path.split('/')[0]}/bad_${i}.png`,
    error: errorRecord(new Error('bad')),
  }));
  return { pending, read: pending.end(skipped) };
}

/** Two pictures a patient, as another hospital names its classes, and brighter. */
const second = (names: [string, string], n = 24, lift = 20): Given[] =>
  Array.from({ length: n }, (_, i) => {
    const ill = i % 4 < 2;
    return {
      path: `there/${names[ill ? 1 : 0]}/${CANARY}_${i}.png`,
      decoded: picture(ill, 5000 + i, lift),
    };
  });

describe('a model of pictures in another hospital', () => {
  const session = new Session(
    clock,
    () => {},
    async () => {},
  );
  let trainer: Trainer;
  let best: Winner;
  let predictor: Predictor;
  let journalled: unknown[];

  const handlers = (shelf: Shelf) =>
    externalHandlers({
      shelf,
      session: {
        id: 'x',
        journal: {
          state: { search: 1, evaluation: best.trial },
          append: (event: unknown) => journalled.push(event),
        },
      } as unknown as Session,
      finished: async () => ({ best, trainer, predictor }),
      model: () => predictor,
      trainer: async () => trainer,
    });

  beforeAll(async () => {
    Object.defineProperty(globalThis, 'navigator', {
      value: { locks: { request: (_: string, __: object, work: () => void) => Promise.resolve(work()) } },
      configurable: true,
    });
    const graphs = await openWasmGraphs(new Pace(performance));
    trainer = {
      ...graphs,
      backend: 'wasm',
      adapter: 'SIMD',
      start: (job) => graphs.start(job as GraphJob),
      predict: (spec, ...rest) => graphs.predict(spec as GraphSpec, ...rest),
    };
    const files = Array.from({ length: 80 }, (_, i) => ({
      path: `here/${i % 4 < 2 ? 'ill' : 'normal'}/${i}.png`,
      decoded: picture(i % 4 < 2, i),
    }));
    const { pending, read } = await onShelf(files);
    const { study } = await adoptImages(session, pending as PendingImages, read as never, {
      study: null,
      options: { id: 'here', kind: 'images', families: ['cnn'], trials: 1 },
      plan: null,
    });
    const quick = {
      ...study,
      steps: study.steps.filter(({ step }) => step === 'scale01' || step === 'z-score'),
      split: { ...study.split, validation: { kind: 'holdout' as const, share: 0.25 } },
      training: { ...study.training, maxEpochs: 15 },
    };
    const ready = session.ready(quick);
    const run = { study: quick, ready, trainer, journal: session.journal, gate: new Gate(clock), clock };
    await runSearch({ ...run, report: () => {} }, false);
    best = await winnerOf(session.journal, () => ready);
    predictor = await predictorOf(best, trainer, null);
  });
  beforeEach(() => {
    journalled = [];
  });

  it('asks what unknown classes are, then counts pictures and patients and writes aggregates alone', async () => {
    const files = second(['normal', 'sick']);
    const shelf = await onShelf(files, 2);
    const id = shelf.pending?.set.id as string;
    const api = handlers(shelf);
    const answer = await api.externalPictures({ table: null, model: 'winner', name: 'B' }, call);
    expect(shelf).toEqual({ pending: null, read: null });
    expect(answer).toMatchObject({ rows: 24, patient: 'patient', pictures: { pictures: 24 } });
    expect(answer.problems[0]).toMatchObject({ code: 'sites.levelsUnclear', details: { name: 'class' } });

    const sources = answer.sources.map((source) => ({
      ...source,
      columns: source.columns.map((plan) => ({ ...plan, levels: { normal: 'normal', sick: 'ill' } })),
    }));
    expect((await api.externalReview({ sources }, call)).problems).toEqual([]);
    const got = await api.externalValidate({ sources, name: 'B', patient: answer.patient }, call);
    expect(got).toMatchObject({ name: 'B', rows: 24, left: 0, pictures: { unreadable: 2, copies: 0 } });
    expect(got.evaluation).toMatchObject({ counts: [12, 12], patients: 12, threshold: predictor.threshold });
    expect(got.evaluation.metrics.brier.method).toBe('cluster-bootstrap');
    expect(got.evaluation.metrics.auroc.estimate).toBeGreaterThan(0.8);
    expect(got.evaluation.patientLevel?.n).toBe(12);
    expect(got.membership).toBeDefined();

    // By hand: all pictures are brighter, and of one size.
    const of = (property: string) => got.pictures?.properties.find((one) => one.property === property);
    const greys = files.map(({ decoded }) => {
      const { pixels } = decoded.pictures[0];
      return [...pixels].reduce((sum, value) => sum + value, 0) / pixels.length / 255;
    });
    expect(of('grey')?.here?.mean).toBeCloseTo(greys.reduce((a, b) => a + b) / 24, 6);
    expect(of('grey')?.difference).toBeGreaterThan(1);
    expect(of('width')).toMatchObject({ difference: 0, here: { n: 24, mean: SIDE, sd: 0 } });
    expect(of('spacing')).toEqual({ property: 'spacing', difference: null, here: null, before: null });

    expect(journalled).toHaveLength(1);
    expect(JSON.stringify(journalled)).not.toMatch(/PARK|bad_|there/);
    await api.externalForget(null, call);
    expect(await (await openPictureStore()).list()).not.toContain(id);
  });

  it('rows of no class are left out, and the others keep their own pictures', async () => {
    const files = second(['normal', 'ill']);
    const run = async (given: Given[]): Promise<External> => {
      const api = handlers(await onShelf(given));
      const { sources } = await api.externalPictures({ table: null, model: 'loaded', name: 'B' }, call);
      const said = sources.map((source) => ({
        ...source,
        columns: source.columns.map((plan) => ({ ...plan, levels: { inflamed: null } })),
      }));
      return api.externalValidate({ sources: said as never, name: 'B', patient: 'patient' }, call);
    };
    const wanted = await run(files);
    // Between the two in the order of the paths: a shift of rows would be seen.
    const more = [0, 1, 2].map((i) => ({
      path: `there/inflamed/${i}.png`,
      decoded: picture(i === 1, 9000 + i),
    }));
    const got = await run([...more, ...files]);
    expect(got.left).toBe(3);
    expect(got.evaluation).toEqual(wanted.evaluation);
    // A model from a file has no pictures with it.
    expect(got.pictures?.copies).toBeNull();
    expect(got.pictures?.properties.every(({ before, difference }) => !before && difference === null)).toBe(
      true,
    );
    expect(journalled).toEqual([]);
  });

  it('slices that the model does not look at are in no number, and said', async () => {
    const run = async (given: Given[]): Promise<External> => {
      const api = handlers(await onShelf(given));
      const { sources } = await api.externalPictures({ table: null, model: 'loaded', name: 'B' }, call);
      return api.externalValidate({ sources, name: 'B', patient: 'patient' }, call);
    };
    // A patient's two pictures are a volume, the later file the lower slice of the two.
    const files = second(['normal', 'ill']);
    const volumes = files.map(({ path, decoded }, i) => ({
      path,
      decoded: {
        ...decoded,
        volume: `series ${i >> 1}`,
        pictures: decoded.pictures.map((one) => ({ ...one, slice: -i })),
      },
    }));
    const wanted = await run(files.filter((_, i) => i % 2 === 1));
    const whole = predictor;
    const parts = [{ id: 's', step: 'slice-select', params: { choose: 'every', every: 2 } }];
    const members = whole.members.map((one) => ({
      ...one,
      picture: one.picture && { ...one.picture, parts },
    }));
    predictor = { ...whole, members };
    try {
      const got = await run(volumes);
      expect(got).toMatchObject({ rows: 12, left: 0, pictures: { leftOut: 12 } });
      expect(got.evaluation).toEqual(wanted.evaluation);
      expect(got.pictures?.properties).toEqual(wanted.pictures?.properties);
      expect(wanted.pictures?.leftOut).toBe(0);
    } finally {
      predictor = whole;
    }
  });

  it('labels and patients may stand in a table beside', async () => {
    const files = Array.from({ length: 20 }, (_, i) => ({
      path: `scan_${i}.png`,
      decoded: { ...picture(i % 2 === 0, 6000 + i), patient: undefined },
    }));
    const cat = (name: string, texts: string[]) => {
      const dict = [...new Set(texts)];
      const codes = Int32Array.from(texts, (text) => dict.indexOf(text));
      return { name, column: { kind: 'cat' as const, dict, codes } };
    };
    const table = {
      n: 20,
      columns: [
        cat(
          'file',
          files.map(({ path }) => path),
        ),
        cat(
          'class',
          files.map((_, i) => (i % 2 === 0 ? 'ill' : 'normal')),
        ),
        cat(
          'case',
          files.map((_, i) => `${CANARY}${i >> 2}`),
        ),
      ],
    };
    const api = handlers(await onShelf(files));
    const { sources, problems, patients } = await api.externalPictures(
      { table, model: 'loaded', name: 'B' },
      call,
    );
    expect(problems).toEqual([]);
    expect(patients).toContain('case');
    const { evaluation } = await api.externalValidate({ sources, name: 'B', patient: 'case' }, call);
    expect(evaluation).toMatchObject({ n: 20, counts: [10, 10], patients: 5 });
  });

  it('refuses pictures without classes, of one class, and the development’s own', async () => {
    const one = second(['normal', 'ill']).filter(({ path }) => path.includes('/ill/'));
    await expect(
      handlers(await onShelf(one)).externalPictures({ table: null, model: 'winner', name: 'B' }, call),
    ).rejects.toMatchObject({ code: 'external.noLabels', details: { pictures: 12 } });

    const api = handlers(await onShelf(second(['normal', 'ill'])));
    const { sources } = await api.externalPictures({ table: null, model: 'winner', name: 'B' }, call);
    const same = sources.map((source) => ({
      ...source,
      columns: source.columns.map((plan) => ({ ...plan, levels: { normal: 'ill' } })),
    }));
    await expect(
      api.externalValidate({ sources: same, name: 'B', patient: null }, call),
    ).rejects.toMatchObject({
      code: 'external.oneClass',
    });

    const shelf = await onShelf(second(['normal', 'ill']));
    const own = {
      ...predictor,
      development: predictor.development && {
        ...predictor.development,
        sha256: (await shelf.pending?.sha256()) as string,
      },
    };
    const kept = predictor;
    predictor = own;
    await expect(
      handlers(shelf).externalPictures({ table: null, model: 'loaded', name: 'B' }, call),
    ).rejects.toMatchObject({ code: 'external.ownData' });
    predictor = kept;
  });

  it('counts pictures that the model was developed on', async () => {
    const row = best.ready.parts.dev[0];
    const { v } = best.ready.pictures?.source.read(row) ?? { v: new Float32Array() };
    const copy = picture(true, 1);
    copy.pictures[0].pixels = Uint8Array.from(v);
    const files = [...second(['normal', 'ill']), { path: 'there/ill/copy.png', decoded: copy }];
    const api = handlers(await onShelf(files));
    const { sources } = await api.externalPictures({ table: null, model: 'winner', name: 'B' }, call);
    const got = await api.externalValidate({ sources, name: 'B', patient: null }, call);
    expect(got.pictures?.copies).toBe(1);
  });

  it('stops when it is told to', async () => {
    const api = handlers(await onShelf(second(['normal', 'ill'])));
    const { sources } = await api.externalPictures({ table: null, model: 'winner', name: 'B' }, call);
    const stopped = new AbortController();
    stopped.abort();
    await expect(
      api.externalValidate({ sources, name: 'B', patient: null }, { ...call, signal: stopped.signal }),
    ).rejects.toMatchObject({ kind: 'cancelled' });
    expect(journalled).toEqual([]);
  });
});

it('grey is told as a share of what the numbers could be', () => {
  const { grey, spread } = greyOf({
    width: 2,
    height: 1,
    channels: 1,
    unit: 'hu',
    range: [-1000, 1000],
    v: Float32Array.of(-500, 500),
  });
  expect([grey, spread]).toEqual([0.5, 0.25]);
});
