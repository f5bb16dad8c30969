import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../study/params';
import { familyByName, networkFamilies } from '.';
import { type NetworkSpec, readsPictures, type Shapes } from './family';
import type { GraphSpec } from './graph';
import { countParameters, inferShapes } from './graph-shapes';
import { networkOf } from './network';
import { type Sketch, type Stage, sketchOf } from './sketch';

const table: Shapes = { inputs: 30, kind: 'binary', classes: 2 };
const pictures: Shapes = { ...table, inputs: 28 * 28 + 3, picture: [28, 28, 1], table: 3 };
const features: Shapes = { ...table, inputs: 1280 + 3 };

const shapesFor = (reads: string | undefined): Shapes =>
  ({ picture: pictures, features, table })[reads ?? 'table'] ?? table;

const sketched = (family: string, params = {}, shapes = shapesFor(familyByName(family).reads)): Sketch =>
  sketchOf(networkOf({ family, params }, shapes) as NetworkSpec);

const kinds = ({ parts }: Sketch) => parts.map(({ kind }) => kind);
const stages = ({ parts }: Sketch): Stage[] =>
  parts.filter((part): part is Stage => part.kind === 'stage' || part.kind === 'backbone');

describe.each(networkFamilies.map((family) => ({ family })))(
  '$family.name',
  ({ family: { name, params, reads } }) => {
    const shapes = shapesFor(reads);

    it('goes from its inputs to its output', () => {
      const { parts } = sketched(name);
      expect(parts[0]).toEqual(
        !readsPictures(reads)
          ? { kind: 'columns', units: 30 }
          : { kind: 'picture', shape: reads === 'picture' ? [28, 28, 1] : [224, 224, 3] },
      );
      expect(parts.at(-1)).toEqual({ kind: 'output', units: 1, loss: 'binary' });
      const six = sketched(name, {}, { ...shapes, kind: 'multiclass', classes: 6 });
      expect(six.parts.at(-1)).toEqual({ kind: 'output', units: 6, loss: 'softmax' });
    });

    it('counts every number that is learned, at both ends of each hyperparameter', () => {
      for (const param of params) {
        const values =
          param.kind === 'choice' ? param.choices : 'low' in param ? [param.low, param.high] : [];
        for (const value of values) {
          const given = { ...defaultsOf(params), [param.key]: value };
          const spec = networkOf({ family: name, params: given }, shapes) as NetworkSpec;
          const { learned, frozen } = sketchOf(spec);
          const all =
            spec.kind === 'graph'
              ? countParameters(spec)
              : [spec.inputs, ...spec.layers.map(({ units }) => units)].reduce(
                  (sum, units, i, sizes) => sum + (i === 0 ? 0 : (sizes[i - 1] + 1) * units),
                  0,
                );
          expect(learned + frozen).toBe(all);
          expect(frozen > 0).toBe(reads === 'features');
        }
      }
    });

    it.runIf(readsPictures(reads))('shows each size of the maps once, and all convolutions', () => {
      const spec = networkOf({ family: name, params: {} }, shapes) as GraphSpec;
      const sketch = sketchOf(spec);
      const maps = stages(sketch);
      const sides = maps.map(({ kind, shape }) => `${kind} ${shape[0]}`);
      expect(new Set(sides).size).toBe(sides.length);
      expect(maps.reduce((sum, { convolutions }) => sum + convolutions, 0)).toBe(
        spec.nodes.filter(({ op }) => op === 'conv' || op === 'depthwise').length,
      );
      const mean = spec.nodes.findIndex(({ op }) => op === 'globalAvgPool');
      expect(maps.at(-1)?.shape).toEqual(inferShapes(spec)[mean - 1]);
      expect(sketch.parts.find(({ kind }) => kind === 'mean')).toMatchObject({ columns: 3 });
    });
  },
);

it('a perceptron: columns, hidden layers with dropout, output', () => {
  const sketch = sketched('mlp', { hidden: [64, 32], dropout: 0.25 });
  expect(sketch).toEqual({
    parts: [
      { kind: 'columns', units: 30 },
      { kind: 'hidden', units: 64, dropout: 0.25 },
      { kind: 'hidden', units: 32, dropout: 0.25 },
      { kind: 'output', units: 1, loss: 'binary' },
    ],
    learned: 31 * 64 + 65 * 32 + 33,
    frozen: 0,
  });
  expect(kinds(sketched('logistic'))).toEqual(['columns', 'output']);
});

it('ResNet-18: a stem, then four stages of two blocks, each with a way past', () => {
  const shapes: Shapes = {
    inputs: 224 * 224 * 3,
    kind: 'multiclass',
    classes: 1000,
    picture: [224, 224, 3],
  };
  const sketch = sketched('resnet', { width: 64, blocks: 2 }, shapes);
  expect(
    stages(sketch).map(({ shape, convolutions, past, pools }) => [...shape, convolutions, past, pools]),
  ).toEqual([
    [112, 112, 64, 1, 0, 0],
    [56, 56, 64, 4, 2, 1],
    // Where the maps become smaller, the way past is a convolution of its own.
    [28, 28, 128, 5, 2, 0],
    [14, 14, 256, 5, 2, 0],
    [7, 7, 512, 5, 2, 0],
  ]);
  // torchvision's resnet18 with 1,000 classes.
  expect(sketch.learned).toBe(11_689_512);
  expect(kinds(sketch).slice(-2)).toEqual(['mean', 'output']);
});

it('tells layers that read all before them from ways side by side', () => {
  for (const { dense, modules } of stages(sketched('densenet', { layers: 4 })))
    expect([dense, modules]).toEqual([4, 0]);
  for (const { dense, modules, ways } of stages(sketched('inception', { modules: 2 })))
    expect([dense, modules, ways]).toEqual([0, 2, 4]);
  for (const { dense, modules, past } of stages(sketched('cnn')))
    expect([dense, modules, past]).toEqual([0, 0, 0]);
});

it('dropout and table columns stand with what they follow', () => {
  const { parts } = sketched('cnn', { dropout: 0.3 });
  expect(parts.at(-2)).toEqual({ kind: 'mean', units: 64, columns: 3, dropout: 0.3 });
  expect(sketched('cnn', {}, { ...pictures, inputs: 784, table: 0 }).parts.at(-2)).toEqual({
    kind: 'mean',
    units: 64,
    columns: 0,
    dropout: 0,
  });
});

describe('a backbone', () => {
  it('is one frozen part, and only its head is learned', () => {
    const sketch = sketched('transfer', { hidden: 32, dropout: 0.4 });
    expect(kinds(sketch)).toEqual(['picture', 'backbone', 'mean', 'hidden', 'output']);
    // 16 inverted residuals of three convolutions, the first of two, a stem and a last one.
    expect(sketch.parts[1]).toMatchObject({ shape: [7, 7, 1280], convolutions: 49 });
    expect(sketch.parts[3]).toEqual({ kind: 'hidden', units: 32, dropout: 0.4 });
    expect(sketch.learned).toBe(1284 * 32 + 33);
    expect(sketch.frozen).toBe(3_350_000);
  });

  it('is trained in its top blocks where the configuration says so', () => {
    const sketch = sketched('transfer', { fineTune: 2 });
    expect(kinds(sketch)).toEqual(['picture', 'backbone', 'stage', 'mean', 'output']);
    // Two blocks of three convolutions, and the last one.
    expect(sketch.parts[2]).toMatchObject({ shape: [7, 7, 1280], convolutions: 7 });
    expect(sketch.frozen).toBeGreaterThan(0);
    expect(sketch.learned + sketch.frozen).toBe(sketched('transfer').frozen + sketched('transfer').learned);
  });
});
