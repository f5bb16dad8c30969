import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DecodedFile } from '../../data/images/decoder';
import { readBundle, writeBundle } from '../../export/bundle';
import type { GraphSpec } from '../../models/graph';
import { replayJournal } from '../../study/journal-state';
import { rng } from '../../study/random';
import type { Study } from '../../study/schema';
import type { GraphJob } from '../../train/graph/graph-job';
import { Pace } from '../../train/pacing';
import type { Trainer } from '../../train/trainer';
import { openWasmGraphs } from '../../train/wasm/open-wasm-graphs';
import { evaluateTested } from '../evaluation/evaluate-tested';
import { testModel } from '../evaluation/test-model';
import { predictTest, winnerOf } from '../finish';
import { Gate } from '../gate';
import type { PreparedFold, Ready } from '../prepare';
import { sweepFamily } from '../rates/sweep';
import { runSearch } from '../run';
import { Session } from '../session';
import { adoptImages } from './adopt';
import { galleryOf } from './gallery';
import { PendingImages } from './pending';
import { openPictureStore } from './picture-store';
import { preparePictureFolds } from './prepare-pictures';
import { previewPictures } from './preview';
import { heatOf } from './saliency';

// A whole study of pictures without a browser: pixels in memory, nets on the SIMD kernels.

const SIDE = 16;
const CANARY = 'KIM^YOUNGHEE';
let now = 0;
const atEase = { signal: new AbortController().signal, report: () => {} };
const clock = { now: () => ++now };
const quiet = { signal: new AbortController().signal, report: () => {} };

/** A grey picture; ill ones have a bright spot in the upper left quarter. */
function picture(ill: boolean, key: number): DecodedFile {
  const random = rng('pictures', key);
  const pixels = Uint8Array.from({ length: SIDE * SIDE }, () => 20 + random.int(140));
  const [x0, y0] = [2 + random.int(4), 2 + random.int(4)];
  if (ill) for (let i = 0; i < 9; i++) pixels[(y0 + Math.floor(i / 3)) * SIDE + x0 + (i % 3)] = 255;
  return {
    pictures: [{ width: SIDE, height: SIDE, channels: 1, unit: 'intensity', range: [0, 255], pixels }],
    patient: `${CANARY}-${Math.floor(key / 2)}`,
  };
}

/** Graph nets alone, on the SIMD kernels. */
async function simdTrainer(): Promise<Trainer> {
  const graphs = await openWasmGraphs(new Pace(performance));
  return {
    ...graphs,
    backend: 'wasm',
    adapter: 'SIMD',
    start: (job) => graphs.start(job as GraphJob),
    predict: (spec, ...rest) => graphs.predict(spec as GraphSpec, ...rest),
  };
}

const sum = (key: number) => String(key).padStart(64, '0');

const foldsOf = (ready: Ready, study: Study): Promise<PreparedFold[]> =>
  preparePictureFolds({ ready, study, outcome: null, reads: 'picture', ...quiet });

async function adopted(session: Session): Promise<Study> {
  const pending = await PendingImages.begin(await openPictureStore());
  for (let i = 0; i < 80; i++) {
    const ill = i % 4 < 2;
    pending.take(
      { path: `set/${ill ? 'ill' : 'normal'}/${CANARY}_${i}.png`, sha256: sum(i) },
      picture(ill, i),
    );
  }
  // The same picture once more, of somebody else and under the other label.
  pending.take(
    { path: `set/normal/${CANARY}_copy.png`, sha256: sum(99) },
    { ...picture(true, 0), patient: 'SOMEBODY ELSE' },
  );
  const read = pending.end([]);
  expect(read.found.dicomPatients).toBe(41);
  const { study } = await adoptImages(session, pending, read, {
    study: null,
    options: { id: 'pictures', kind: 'images', families: ['cnn'], trials: 1 },
    plan: { axis: 0 },
  });
  return study;
}

describe('a study of pictures', () => {
  const session = new Session(
    clock,
    () => {},
    async () => {},
  );
  let study: Study;
  let trainer: Trainer;

  beforeAll(async () => {
    // Locks of a browser are not in Node.
    Object.defineProperty(globalThis, 'navigator', {
      value: { locks: { request: (_: string, __: object, work: () => void) => Promise.resolve(work()) } },
      configurable: true,
    });
    trainer = await simdTrainer();
    study = await adopted(session);
  });

  it('takes labels from folders and patients from tags, and keeps nobody by name', () => {
    expect(study.task).toEqual({ kind: 'binary', target: 'class', classes: ['normal', 'ill'] });
    expect(study.columns.map(({ name, role }) => [name, role])).toEqual([
      ['class', 'target'],
      ['patient', 'patient'],
    ]);
    expect(JSON.stringify([study, session.columns, session.pictures?.record])).not.toContain('KIM');
  });

  it('finds the copy under the other label and puts both, and their patients, in one part', () => {
    const { parts } = session.ready(study);
    const facts = galleryOf(session.columns, study, session.pictures!, parts);
    const copies = facts.alike.find((group) => group.length === 2) as number[];
    expect(copies).toBeDefined();
    expect(new Set(copies.map((row) => facts.label[row]))).toEqual(new Set([0, 1]));
    expect(copies.every((row) => (facts.problems[row] & 5) === 5)).toBe(true);
    const part = (row: number) =>
      [parts.test, ...parts.folds.map((f) => f.valid)].findIndex((p) => p.includes(row));
    const sameUnit = facts.unit.findIndex((unit, row) => unit === facts.unit[copies[0]] && row !== copies[0]);
    expect(new Set([...copies, sameUnit].map(part)).size).toBe(1);
  });

  it('finds the learning rates at which a net on pixels learns, whatever its schedule', async () => {
    const asked = { ...quiet, study, ready: session.ready(study), family: 'cnn', trainer, maker: null };
    const { points, range } = await sweepFamily(asked);
    expect(points.length).toBeGreaterThan(20);
    expect(range?.low).toBeGreaterThan(1e-4);
    expect(range?.high).toBeGreaterThan(0.005);
    expect(range?.high).toBeLessThan(0.1);
    expect(trainer.memory().tensors).toBe(0);
  });

  it.each(['under-sample', 'over-sample'])(
    '%s draws training pictures, where no column stands beside',
    async (step) => {
      const drawn: Study = { ...study, steps: [...study.steps, { id: step, step, params: { ratio: 1 } }] };
      const whole = session.ready(study);
      const [part] = whole.parts.folds;
      // A third of the ill are left.
      const train = part.train.filter((row, i) => whole.target.y[row] === 0 || i % 3 === 0);
      const lopsided = { ...whole, parts: { ...whole.parts, folds: [{ ...part, train }] } };
      const [before] = await foldsOf(lopsided, study);
      const [after] = await foldsOf(lopsided, drawn);
      const counts = ({ train: { y } }: PreparedFold) =>
        [0, 1].map((label) => y.filter((v) => v === label).length);
      const [well, ill] = counts(before);
      expect(well).toBeGreaterThan(2 * ill);
      // Whole patients are drawn, of up to two pictures each.
      const wanted = step === 'under-sample' ? ill : well;
      for (const count of counts(after)) expect(Math.abs(count - wanted)).toBeLessThanOrEqual(1);
      expect([...(after.trainRows ?? [])].map((row) => whole.target.y[row])).toEqual([...after.train.y]);
      expect(after.valid).toEqual(before.valid);
    },
  );

  it('shows each step before and after, and what the model will be given', async () => {
    const ready = session.ready(study);
    for (const step of study.steps) {
      const preview = await previewPictures(ready, study, step.id, [0, 1], quiet);
      expect(preview.error, step.step).toBeNull();
      expect(preview.rows.length).toBe(2);
      expect(preview.rows[0].after.length).toBeGreaterThan(0);
      expect(preview.shape, step.step).toEqual([SIDE, SIDE, 1]);
    }
  });

  it('trains, predicts the locked part, explains where it looked, and is the same model in its bundle', async () => {
    const quick = {
      ...study,
      steps: study.steps.filter(({ step }) => step === 'scale01' || step === 'z-score'),
      split: { ...study.split, validation: { kind: 'holdout' as const, share: 0.25 } },
      training: { ...study.training, maxEpochs: 15 },
      search: { ...study.search, space: { cnn: study.search.space.cnn } },
    };
    const ready = session.ready(quick);
    const gate = new Gate(clock);
    await runSearch(
      { study: quick, ready, trainer, journal: session.journal, gate, clock, report: () => {} },
      false,
    );
    const { trials } = replayJournal(session.journal.all());
    expect(trials.map(({ state, error }) => [state, error])).toEqual([['finished', undefined]]);
    const winner = await winnerOf(session.journal, () => ready);
    const { predictor, tested } = await testModel(winner, trainer, atEase);
    const { metrics } = await evaluateTested(ready, winner.study, tested, '', {});
    expect(metrics.auroc.estimate).toBeGreaterThan(0.9);
    // A regression on a few cells of grey stands beside it.
    expect(tested.baseline?.length).toBe(tested.rows.length);
    expect(tested.baseline?.every((p) => p > 0 && p < 1)).toBe(true);

    const bundle = await writeBundle({ predictor, study: quick, journal: session.journal.all() });
    const home = await readBundle(bundle);
    // What was given to the network is drawn at home too.
    const shape = { inputs: SIDE * SIDE, picture: [SIDE, SIDE, 1], table: 0 };
    expect(replayJournal(home.journal).trials.map((trial) => trial.shape)).toEqual([shape]);
    // Volumes given to it are cut as those it learned from were.
    expect(home.predictor.members[0].picture?.axis).toBe(0);
    const again = await predictTest(winner, home.predictor, trainer);
    expect(again.p).toEqual(tested.p);
    expect(JSON.stringify(home)).not.toContain('KIM');

    const ill = [...ready.parts.test].find((row) => ready.target.y[row] === 1) as number;
    const heat = await heatOf(predictor, session.pictures!.source, ill, 1, trainer, null, [SIDE, SIDE]);
    expect(heat?.method).toBe('gradCam');
    const quarter = (x0: number, y0: number) => {
      let total = 0;
      for (let y = 0; y < 8; y++) for (let x = 0; x < 8; x++) total += heat!.heat[(y0 + y) * SIDE + x0 + x];
      return total;
    };
    // The spot lies in the upper left: that is where most of the heat is.
    const others = [quarter(8, 0), quarter(0, 8), quarter(8, 8)];
    expect(quarter(0, 0)).toBeGreaterThan(Math.max(...others));
  });

  it('comes back from storage with its pictures', async () => {
    const rows = session.pictures?.source.n;
    const first = session.pictures?.source.read(3).v;
    await session.save(study);
    const later = new Session(
      clock,
      () => {},
      async () => {},
    );
    const restored = await later.restore('pictures');
    expect(restored?.images).toEqual(study.images);
    expect(later.pictures?.source.n).toBe(rows);
    expect(later.pictures?.source.read(3).v).toEqual(first);
  });
});

describe('pictures beside a table', () => {
  it('are learned from together: the table decides what the picture does not show', async () => {
    const session = new Session(
      clock,
      () => {},
      async () => {},
    );
    const pending = await PendingImages.begin(await openPictureStore());
    const n = 120;
    const random = rng('fusion');
    const age = Array.from({ length: n }, () => 40 + random.int(40));
    // Every picture is of the same kind; who is ill, the age says.
    for (let i = 0; i < n; i++)
      pending.take(
        { path: `scan_${String(i).padStart(3, '0')}.png`, sha256: sum(i) },
        {
          ...picture(false, i),
          patient: undefined,
        },
      );
    const read = pending.end([]);
    const column = (name: string, v: number[]) => ({
      name,
      column: { kind: 'num' as const, v: Float64Array.from(v) },
    });
    const cat = (name: string, dict: string[], codes: number[]) => ({
      name,
      column: { kind: 'cat' as const, dict, codes: Int32Array.from(codes) },
    });
    const names = age.map((_, i) => `scan_${String(i).padStart(3, '0')}.png`);
    const table = {
      n,
      columns: [
        cat(
          'file',
          names,
          names.map((_, i) => i),
        ),
        column('age', age),
        cat(
          'finding',
          ['no', 'yes'],
          age.map((a) => +(a >= 60)),
        ),
      ],
    };
    const { study } = await adoptImages(session, pending, read, {
      study: null,
      options: { id: 'fusion', kind: 'images', families: ['cnn'], trials: 1 },
      plan: { labels: { from: 'table', file: 'file', label: 'finding' }, patients: { from: 'none' } },
      table,
    });
    expect(study.columns.map(({ name, role }) => [name, role])).toEqual([
      ['age', 'feature'],
      ['finding', 'target'],
    ]);
    const quick: Study = {
      ...study,
      split: { ...study.split, validation: { kind: 'holdout', share: 0.25 } },
      training: { ...study.training, maxEpochs: 120 },
    };
    for (const step of ['under-sample', 'over-sample']) {
      const drawn: Study = { ...quick, steps: [...quick.steps, { id: step, step, params: {} }] };
      const [fold] = await foldsOf(session.ready(drawn), drawn);
      const { d, x, y } = fold.train;
      // Standardized, so that only its order is known here: whose age it is must be seen from it.
      const ageOf = (i: number) => x[i * d + d - 1];
      const [young, old] = [0, 1].map((label) => [...y.keys()].filter((i) => y[i] === label));
      expect(young.length).toBe(old.length);
      expect(Math.max(...young.map(ageOf))).toBeLessThan(Math.min(...old.map(ageOf)));
      expect([...(fold.trainRows ?? [])].map((row) => +(age[row] >= 60))).toEqual([...y]);
    }
    const trainer = await simdTrainer();
    const ready = session.ready(quick);
    const run = { study: quick, ready, trainer, journal: session.journal, gate: new Gate(clock), clock };
    await runSearch({ ...run, report: () => {} }, false);
    const winner = await winnerOf(session.journal, () => ready);
    const { predictor, tested } = await testModel(winner, trainer, atEase);
    expect(predictor.inputs.map(({ name }) => name)).toEqual(['age']);
    const { names: beside } = predictor.members[0];
    expect(beside.length).toBeGreaterThan(0);
    expect(session.journal.state.trials[0].shape).toMatchObject({ table: beside.length });
    const { metrics } = await evaluateTested(ready, winner.study, tested, '', {});
    expect(metrics.auroc.estimate).toBeGreaterThan(0.95);
  });
});
