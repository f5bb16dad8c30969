import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { clusterPython } from '../../export/cluster/python-files';
import { imageSteps } from '../../prep/image/index';
import { pictureSteps } from '../../prep/image/partition';
import { aboutMiddle, joined, warp } from '../../prep/image/warp';
import type { BenchsideError } from '../../study/errors';
import { rng } from '../../study/random';
import { studyOf } from '../../study/steps-in-space';
import { Folds } from '../folds';
import { outcomeOf, type PreparedFold } from '../prepare';
import type { SearchRun } from '../trial';
import { clusterPlan } from './collect';
import { clusterHandlers } from './handlers';
import { type PictureCase, pictureCases } from './picture-cases';
import { frozenSpace } from './pictures';
import { likeBrowser, searchedPictures } from './testing-pictures';

/** Names a folder: then files, projects and inputs are written there, and interop/check_cluster_pictures.py compares. */
const OUT = process.env.BENCHSIDE_INTEROP_OUT;

const call = { signal: new AbortController().signal, emit: () => {} };
const handlersOf = ({ journal, ready }: SearchRun) => clusterHandlers({ journal, ready: () => ready });

beforeAll(likeBrowser);

/** What networks are given, side by side: rows put together where they lie in a pool. */
function inputsOf({ train, valid, validRows, picture }: PreparedFold) {
  const side = ({ x, d, at, y, n, w }: PreparedFold['train']) => {
    const rows = Array.from({ length: n }, (_, i) => {
      const start = (at ? at[i] : i) * d;
      return [...x.subarray(start, start + d)];
    });
    return { x: rows, y: [...y], ...(w && { w: [...w] }) };
  };
  return { train: side(train), valid: side(valid), validRows: [...validRows], shape: picture?.shape };
}

async function write(given: PictureCase, run: SearchRun, zip: Uint8Array): Promise<void> {
  const folder = join(OUT as string, given.name);
  const put = (path: string, bytes: Uint8Array | string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  };
  rmSync(join(folder, 'pictures'), { recursive: true, force: true });
  for (const [path, bytes] of given.files) put(`pictures/${path}`, bytes);
  // Files that are no pictures are passed over, here as there.
  put('pictures/notes.txt', 'nothing');
  if (given.table) put('table.csv', given.table);
  for (const [path, bytes] of Object.entries(unzipSync(zip))) put(path, bytes);
  const { study, ready, maker, report } = run;
  const inputs = [];
  for (const { config } of run.journal.state.trials) {
    const under = studyOf(study, config);
    const folds = new Folds({ study: under, ready, maker, report, signal: call.signal }, outcomeOf(ready));
    const made = await folds.for(config.family === 'transfer' ? 'features' : 'picture');
    inputs.push({ config, folds: made.map(inputsOf) });
  }
  put('inputs.json', JSON.stringify(inputs));
}

describe.each(pictureCases())('a project of pictures: $name', (given) => {
  let run: SearchRun;
  let zip: Uint8Array;
  beforeAll(async () => {
    run = await searchedPictures(given);
    zip = await handlersOf(run).clusterProject({ rowsMayLeave: false }, call);
    if (OUT) await write(given, run, zip);
  });

  it('holds fitted image steps, row numbers and sums, no picture, no label and no name of a file', () => {
    expect(run.journal.state.trials.map(({ state }) => state)).toEqual(['finished', 'finished']);
    const files = unzipSync(zip);
    const text = (path: string) => strFromU8(files[`benchside-cluster/${path}`]);
    const { pictures, variants } = JSON.parse(text('preprocess.json'));
    expect(pictures.order).toMatch(/^[0-9a-f]{64}$/);
    expect(pictures.rows).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(text('splits.json')).rows).toBe(run.ready.data.n);
    for (const { folds } of variants) {
      expect(folds).toHaveLength(3);
      for (const { picture } of folds) {
        const all = [...picture.parts, ...picture.steps, ...picture.augment].map(({ step }) => step);
        for (const name of all) expect(pictureSteps(run.study.steps).map(({ step }) => step)).toContain(name);
        expect(picture.shape).toHaveLength(3);
        expect(picture.range[1]).toBeGreaterThan(picture.range[0]);
      }
    }
    for (const [path, bytes] of Object.entries(files))
      if (!path.endsWith('.py') && !path.endsWith('.onnx')) {
        const told = strFromU8(bytes);
        for (const name of ['p000_0', 'p007', 'S03/2', 'scan-0', 'PATIENT', '1.2.840'])
          expect(told.includes(name), `${name} in ${path}`).toBe(false);
      }
  });

  const results = join(OUT ?? '', given.name, 'results.jsonl');
  it.runIf(OUT && existsSync(results))('takes the trials that Python has made of it', async () => {
    const before = run.journal.state.trials.length;
    const { added } = await handlersOf(run).openResults(
      { file: new Uint8Array(readFileSync(results)) },
      call,
    );
    expect(added).toBeGreaterThan(1);
    const { trials } = run.journal.state;
    expect(trials.length).toBe(before + added);
    expect(trials.slice(before).map(({ from }) => from?.place)).toEqual(Array(added).fill('cluster'));
    console.info(
      given.name,
      trials.map(({ config, score }) => `${config.family} ${score?.metric}`).join(', '),
    );
  });
});

it('has every augmentation in Python', () => {
  const python = clusterPython().get('benchside_cluster/augmentation.py');
  const names = imageSteps.filter(({ kind }) => kind === 'augment').map(({ name }) => name);
  expect(names.length).toBeGreaterThan(7);
  for (const name of names) expect(python).toContain(`"${name}"`);
});

it('moves pictures as Python is to move them: turned, grown and shifted, in one warp', () => {
  const like = { width: 9, height: 7, channels: 3, unit: 'colour' as const, range: [0, 255] as const };
  const random = rng('warps');
  const picture = { ...like, v: Float32Array.from({ length: 189 }, () => 255 * random.next()) };
  const warps = [0, 30, -77].map((degrees) => {
    const turned = aboutMiddle(9, 7, degrees, 1.2);
    const map = joined(turned, [1, 0, -degrees / 20, 0, 1, 1.5]);
    return { degrees, zoom: 1.2, map, v: [...warp(picture, map).v] };
  });
  expect(new Set(warps.map(({ v }) => v[94])).size).toBe(3);
  if (OUT) writeFileSync(join(OUT, 'warps.json'), JSON.stringify({ v: [...picture.v], warps }));
});

describe('what stays here', () => {
  const [patches, slices] = pictureCases();

  it('is fine-tuning of a backbone: the space has its head alone, and says so', async () => {
    const run = await searchedPictures(slices, 1);
    expect(clusterPlan(run.journal.state)).toMatchObject({ leftOut: true });
    const files = unzipSync(await handlersOf(run).clusterProject({ rowsMayLeave: false }, call));
    const { families } = JSON.parse(strFromU8(files['benchside-cluster/space.json']));
    expect(families.transfer.fineTune.values).toEqual([0]);
    expect(Object.keys(files)).toContain('benchside-cluster/backbone/model.onnx');
    expect(strFromU8(files['benchside-cluster/README.md'])).toContain(
      '--data ../pictures --table ../table.csv',
    );
    const tuned = { transfer: { fineTune: { kind: 'choice' as const, values: [1, 2] } } };
    expect(() => frozenSpace(tuned)).toThrow('cluster.fineTuning');
    expect(frozenSpace({ ...tuned, cnn: {} })).toEqual({ space: { cnn: {} }, leftOut: true });
  });

  it('is a study whose labels were given by hand, or whose pictures are registered', async () => {
    const refused = async (changed: PictureCase['changed']) => {
      const run = await searchedPictures({ ...patches, changed }, 1);
      return Promise.resolve(handlersOf(run).clusterProject({ rowsMayLeave: true }, call)).then(
        () => null,
        (error: BenchsideError) => error.code,
      );
    };
    const small: PictureCase['changed'] = (study) => ({
      ...patches.changed(study),
      training: { maxEpochs: 1, patience: 1, classWeights: 'none' },
    });
    const byHand = refused((study) => {
      const made = small(study);
      return { ...made, ...(made.images && { images: { ...made.images, hand: { '0': 'normal' } } }) };
    });
    expect(await byHand).toBe('cluster.handLabels');
    const registered = refused((study) => {
      const made = small(study);
      const register = { id: 'r', step: 'register', params: {} };
      return { ...made, steps: [...made.steps.slice(0, 3), register, ...made.steps.slice(3)] };
    });
    expect(await registered).toBe('cluster.register');
  });
});
