import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { DecodedFile } from '../../data/images/decoder';
import { recalibrationsOf } from '../../evaluate/recalibration/before-after';
import { predict } from '../../export/predict';
import type { GraphSpec } from '../../models/graph';
import { takePictures } from '../../prep/image/picture-rows';
import { rng } from '../../study/random';
import type { StepPlan, Study } from '../../study/schema';
import type { GraphJob } from '../../train/graph/graph-job';
import { Pace } from '../../train/pacing';
import type { Trainer } from '../../train/trainer';
import { openWasmGraphs } from '../../train/wasm/open-wasm-graphs';
import { evaluateTested } from '../evaluation/evaluate-tested';
import { evaluationHandlers } from '../evaluation/handlers';
import { testModel } from '../evaluation/test-model';
import { testedCsv } from '../evaluation/tested';
import { type Winner, winnerOf } from '../finish';
import { Gate } from '../gate';
import { runSearch } from '../run';
import { Session } from '../session';
import { adoptImages } from './adopt';
import { PendingImages } from './pending';
import { openPictureStore } from './picture-store';
import { prepareAllPictures } from './prepare-pictures';

// A study of volumes whose model looks at some slices: what is trained on, validated on and tested are the same ones.

/** Two patches of the least size lie beside each other. */
const [WIDTH, HEIGHT] = [32, 16];
const SLICES = 4;
const VOLUMES = 40;
let now = 0;
const clock = { now: () => ++now };
const quiet = { signal: new AbortController().signal, report: () => {} };

/** A volume in one file; the ill ones are brighter, by chance not always. */
function volume(ill: boolean, key: number): DecodedFile {
  const random = rng('volumes', key);
  const pictures = Array.from({ length: SLICES }, (_, slice) => ({
    width: WIDTH,
    height: HEIGHT,
    channels: 1,
    unit: 'intensity' as const,
    range: [0, 255] as const,
    slice,
    pixels: Uint8Array.from({ length: WIDTH * HEIGHT }, () => 20 + random.int(120) + (ill ? 15 : 0)),
  }));
  return { pictures, patient: `patient ${key}` };
}

const chosen = (params: StepPlan['params']): StepPlan => ({ id: 'slices', step: 'slice-select', params });
const isEven = (row: number) => (row % SLICES) % 2 === 0;

describe('slices that are not chosen', () => {
  const session = new Session(
    clock,
    () => {},
    async () => {},
  );
  let trainer: Trainer;
  let study: Study;
  let winner: Winner;

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
    const pending = await PendingImages.begin(await openPictureStore());
    for (let i = 0; i < VOLUMES; i++) {
      const name = String(i).padStart(3, '0');
      pending.take(
        { path: `${i % 2 ? 'ill' : 'normal'}/${name}.nii`, sha256: name.padStart(64, '0') },
        volume(i % 2 === 1, i),
      );
    }
    const adopted = await adoptImages(session, pending, pending.end([]), {
      study: null,
      options: { id: 'slices', kind: 'images', families: ['cnn'], trials: 1 },
      plan: null,
    });
    study = {
      ...adopted.study,
      steps: [chosen({ choose: 'every', every: 2 }), { id: 'scale', step: 'scale01', params: {} }],
      split: { ...adopted.study.split, validation: { kind: 'kfold', k: 3 } },
      training: { ...adopted.study.training, maxEpochs: 2 },
    };
    const ready = session.ready(study);
    const run = { study, ready, trainer, journal: session.journal, gate: new Gate(clock), clock };
    await runSearch({ ...run, report: () => {} }, false);
    winner = await winnerOf(session.journal, () => ready);
  });

  it('have no part in validation, and none in the test', async () => {
    const { ready, blob } = winner;
    const { dev, test } = ready.parts;
    expect([...blob.rows].sort((a, b) => a - b)).toEqual([...dev].filter(isEven).sort((a, b) => a - b));
    const { tested } = await testModel(winner, trainer, quiet);
    expect([...tested.rows]).toEqual([...test].filter(isEven));
    expect(tested.p.length).toBe(tested.rows.length);
    expect([...tested.p, ...(tested.baseline ?? [])].every(Number.isFinite)).toBe(true);
    const evaluation = await evaluateTested(ready, study, tested, '', {});
    expect(evaluation.n).toBe(test.length / 2);
    const lines = testedCsv(ready, tested).trim().split('\n').slice(1);
    expect(lines.map((line) => Number(line.split(',')[0]))).toEqual([...tested.rows]);
  });

  it('a tested slice’s prediction is its own: alone with the model it has the same', async () => {
    const { predictor, tested } = await testModel(winner, trainer, quiet);
    const { source } = session.pictures!;
    const row = tested.rows[5];
    const one = { source: takePictures(source, [row]), maker: null };
    const data = { n: 1, cols: new Map(), unit: Int32Array.of(0) };
    const { p } = await predict(predictor, data, trainer.predict.bind(trainer), one);
    expect(p[0]).toBeCloseTo(tested.p[5], 6);
    expect(new Set(tested.p).size).toBeGreaterThan(5);
  });

  it('and the recalibrations on offer are of those that were validated', async () => {
    const { ready, blob } = winner;
    const handlers = evaluationHandlers({
      session,
      clock,
      winner: async () => winner,
      chosen: async () => {},
    });
    const offered = await handlers.recalibrations({ study }, { ...quiet, emit: () => {} });
    const { folds } = ready.parts;
    const wanted = recalibrationsOf('binary', {
      y: Float64Array.from(blob.rows, (row) => ready.target.y[row]),
      p: blob.predictions,
      classes: 2,
      fold: Int32Array.from(blob.rows, (row) => folds.findIndex(({ valid }) => valid.includes(row))),
      row: blob.rows,
      unit: Int32Array.from(blob.rows, (row) => ready.data.unit[row]),
    });
    expect(offered).toEqual(wanted);
  });

  it('are not mistaken for whole pictures where the parts of the others are as many', async () => {
    const halves = { id: 'p', step: 'patches', params: { size: 16, stride: 16, most: 2, tissue: 0 } };
    const ready = session.ready(study);
    const two = { ...study, steps: [chosen({ choose: 'every', every: 2 }), halves] };
    const none = new Uint32Array(0);
    const parts = {
      dev: Uint32Array.from({ length: SLICES }, (_, i) => i),
      test: none,
      left: none,
      folds: [],
    };
    const all = { ...ready, parts };
    const { train, picture } = await prepareAllPictures({
      ...quiet,
      ...{ ready: all, study: two, outcome: null, reads: 'picture' as const },
    });
    expect(train.n).toBe(SLICES);
    expect(picture?.validOrigin).toBeDefined();
  });
});
