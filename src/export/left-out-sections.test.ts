import { expect, it } from 'vitest';
import type { PictureInfo, PictureSource } from '../data/images/picture';
import type { FeatureMaker } from '../prep/image/encode';
import { expandPictures } from '../prep/image/picture-rows';
import type { ParamValues } from '../study/params';
import type { StepPlan, Task } from '../study/schema';
import { outputCsv } from './output-csv';
import { type Forward, predict } from './predict';
import type { Predictor } from './predictor';
import { netSpec } from './testing';

// A picture of one pixel a section; its number is what the net says, so that a prediction tells whose it is.

const plan = (step: string, params: ParamValues): StepPlan => ({ id: step, step, params });
const FIRST_NUMBER: Forward = async ({ inputs }, _weights, x, n) =>
  Float32Array.from({ length: n }, (_, i) => x[i * inputs]);
const BOTH_CLASSES: Forward = async ({ inputs }, _weights, x, n) =>
  Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 ? 1 - x[(i >> 1) * inputs] : x[(i >> 1) * inputs]));

/** Two volumes, of 7 and 4 sections, and a picture of none. */
const places = [7, 4]
  .flatMap((slices, volume) => Array.from({ length: slices }, (_, slice) => ({ volume, slice, slices })))
  .map((place): PictureInfo => ({ ...GREY(), ...place }))
  .concat(GREY());

function GREY(): PictureInfo {
  return { width: 1, height: 1, channels: 1, unit: 'intensity', range: [0, 1] };
}
const numberOf = (row: number) => Math.fround((row + 1) / 16);

const source: PictureSource = {
  n: places.length,
  info: (row) => places[row],
  read: (row) => ({ ...GREY(), v: Float32Array.of(numberOf(row)) }),
};

function model(parts: StepPlan[], more: Partial<Predictor> = {}, names: string[] = []): Predictor {
  const member = {
    steps: [],
    names,
    spec: netSpec(1 + names.length, 'binary', 1),
    weights: [],
    weight: 1,
    picture: { parts, steps: [], shape: [1, 1, 1] as const },
  };
  const task: Task = { kind: 'binary', target: 'class', classes: ['normal', 'ill'] };
  return {
    version: 1,
    task,
    inputs: [],
    members: [member, { ...member, weight: 3 }],
    outcome: null,
    threshold: 0.5,
    meta: { studyName: '', studyId: '', metric: 'auroc', test: null },
    ...more,
  };
}

const rowsOf = (n: number, cols = new Map()) => ({ n, cols, unit: new Int32Array(n) });
const said = (predictor: Predictor, forward = FIRST_NUMBER, maker: FeatureMaker | null = null) =>
  predict(predictor, rowsOf(source.n), forward, { source, maker });

/** By hand: sections of 7 and of 4 from 0 on, then the picture of no volume. */
const KEPT: Record<string, number[]> = {
  all: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  'middle-third': [2, 3, 4, 8, 9, 11],
  every: [0, 3, 6, 7, 10, 11],
  range: [1, 2, 3, 8, 9, 10, 11],
};

it.each(Object.keys(KEPT))(
  'each section has its own prediction, and one left out none: %s',
  async (choose) => {
    const parts = [plan('slice-select', { choose, every: 3, first: 2, last: 4 })];
    const studied = expandPictures(source, [...places.keys()], parts);
    expect([...studied.origin]).toEqual(KEPT[choose]);
    const { p, n } = await said(model(parts));
    expect(n).toBe(places.length);
    expect([...p]).toEqual(places.map((_, row) => (KEPT[choose].includes(row) ? numberOf(row) : Number.NaN)));
  },
);

it('no recalibration, no outcome and no second class makes a prediction of none', async () => {
  const parts = [plan('slice-select', { choose: 'range', first: 3, last: 3 })];
  const kept = [2, 9, 11];
  const isotonic = { kind: 'isotonic' as const, from: [0.1, 0.4, 0.9], to: [0.2, 0.3, 0.8] };
  const temperature = { kind: 'temperature' as const, temperature: 2 };
  const multiclass = {
    task: { kind: 'multiclass' as const, target: 'class', classes: ['a', 'b'] },
    threshold: null,
  };
  const regression = {
    task: { kind: 'regression' as const, target: 'mm', classes: [] },
    outcome: { mean: 10, sd: 2 },
    threshold: null,
  };
  const missing = async (more: Partial<Predictor>, forward = FIRST_NUMBER, width = 1) => {
    const { p } = await said(model(parts, more), forward);
    return places.map((_, row) => Number.isNaN(p[row * width])).flatMap((no, row) => (no ? [] : [row]));
  };
  expect(await missing({ calibration: isotonic })).toEqual(kept);
  expect(await missing({ calibration: temperature })).toEqual(kept);
  expect(await missing({ ...multiclass, calibration: temperature }, BOTH_CLASSES, 2)).toEqual(kept);
  const { p } = await said(model(parts, multiclass), BOTH_CLASSES);
  expect([...p.slice(18, 20)]).toEqual([numberOf(9), 1 - numberOf(9)]);
  expect((await said(model(parts, regression))).p[9]).toBeCloseTo(10 + 2 * numberOf(9), 5);
});

it('columns beside a section stay with it', async () => {
  const parts = [plan('slice-select', { choose: 'every', every: 2 })];
  const size = { kind: 'num' as const, v: Float64Array.from(places, (_, row) => 100 + row) };
  const second: Forward = async ({ inputs }, _weights, x, n) =>
    Float32Array.from({ length: n }, (_, i) => x[i * inputs + 1]);
  const data = rowsOf(source.n, new Map([['size', size]]));
  const { p } = await predict(model(parts, {}, ['size']), data, second, { source, maker: null });
  const kept = [0, 2, 4, 6, 7, 9, 11];
  expect([...p]).toEqual(places.map((_, row) => (kept.includes(row) ? 100 + row : Number.NaN)));
});

it('where no section is looked at nothing is asked of the net, and nothing of the backbone', async () => {
  const parts = [plan('slice-select', { choose: 'range', first: 90, last: 99 })];
  const asked = () => Promise.reject(new Error('asked'));
  const volumes = { ...source, n: 11 };
  const none = { source: volumes, maker: null };
  const { p } = await predict(model(parts), rowsOf(11), asked, none);
  expect(p.every(Number.isNaN)).toBe(true);
  const maker = { backbone: 'b', features: asked };
  const reads = model(parts);
  for (const member of reads.members)
    if (member.picture) member.picture.backbone = { name: 'b', at: 'pooled' };
  const { p: features } = await predict(reads, rowsOf(11), asked, { source: volumes, maker });
  expect(features.length).toBe(11);
  expect(features.every(Number.isNaN)).toBe(true);
});

it('the file of predictions leaves such rows empty and says why', async () => {
  const parts = [plan('slice-select', { choose: 'range', first: 2, last: 2 })];
  const few = { ...source, n: 3 };
  const made = await predict(model(parts), rowsOf(3), FIRST_NUMBER, { source: few, maker: null });
  const columns = { names: ['file'], text: () => 'ct.nii' };
  const words = { unknown: '', outside: '', needed: '', missing: '', leftOut: 'not looked at' };
  expect(outputCsv(made, columns, null, words).join('').split('\n')).toEqual([
    'row,file,predicted,probability_ill,threshold,notes',
    '1,ct.nii,,,,not looked at',
    '2,ct.nii,normal,0.125,0.5,',
    '3,ct.nii,,,,not looked at',
    '',
  ]);
});
