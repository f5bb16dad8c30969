import { describe, expect, it } from 'vitest';
import { defaultsOf, invalidParam, type ParamValues } from '../study/params';
import { canTake, checkSpace, countCombinations, type Domain } from '../study/space';
import { families, familiesFor, familyByName, trainsElsewhere, usualFamilies } from '.';
import { elasticNet } from './elastic-net';
import type { AnySpec, NetworkSpec, Shapes } from './family';
import type { GraphSpec } from './graph';
import { countParameters, inferShapes } from './graph-shapes';
import { layers } from './layers';
import { logistic } from './logistic';
import { mlp } from './mlp';
import { isOwn, unitsOfOwn } from './own-models';

/** What every model family must do. A new family is tested here by standing in the registry. */

const binary: Shapes = { inputs: 30, kind: 'binary', classes: 2 };

/** What a family is given: rows of a table, or pictures of 28 x 28 with three columns of a table beside them. */
const shapesOf = (reads: string | undefined): Shapes =>
  reads === 'picture' ? { ...binary, inputs: 28 * 28 + 3, picture: [28, 28, 1], table: 3 } : binary;

/** Loss and units of the last layer, whichever kind of net it is; what trees and neighbours say. */
function endOf(spec: AnySpec): { inputs: number; loss: string; units: number } {
  const { inputs, loss } = spec;
  if (isOwn(spec)) return { inputs, loss, units: unitsOfOwn(spec) };
  if (spec.kind !== 'graph') return { inputs, loss, units: spec.layers.at(-1)?.units ?? 0 };
  const [units, ...others] = inferShapes(spec).at(-1) ?? [];
  expect([spec.nodes.at(-1)?.op, others]).toEqual(['dense', []]);
  return { inputs, loss, units };
}

describe.each(families.map((family) => ({ family })))('$family.name', ({ family }) => {
  it('has valid defaults and proposes only valid values of its own parameters', () => {
    const defaults = defaultsOf(family.params);
    for (const param of family.params) expect(invalidParam(param, defaults[param.key])).toBeNull();
    for (const [key, domain] of Object.entries(family.space())) {
      const param = family.params.find((p) => p.key === key);
      expect(param, key).toBeDefined();
      const values = domain.kind === 'choice' ? domain.values : [domain.low, domain.high];
      for (const value of values) expect(invalidParam(param!, value)).toBeNull();
      expect(canTake(domain, defaults[key]), `the default of ${key} is one of those proposed`).toBe(true);
    }
  });

  it('proposes a space that can be counted and holds a search of 20 trials', () => {
    const space = { [family.name]: family.space() };
    checkSpace(space);
    // A grid cuts each range of real numbers into five.
    const cut = Object.entries(family.space()).map(([key, domain]): [string, Domain] => [
      key,
      domain.kind === 'float' ? { kind: 'choice', values: [1, 2, 3, 4, 5], when: domain.when } : domain,
    ]);
    const { total } = countCombinations({ [family.name]: Object.fromEntries(cut) });
    expect(total).toBeGreaterThanOrEqual(20);
    // How a network is built is searched by evolution, not by a grid.
    if (!family.structure) expect(total).toBeLessThan(2000);
  });

  it('ends in one linear unit or score, or one a class', () => {
    const shapes = shapesOf(family.reads);
    const { inputs } = shapes;
    const end = (changes: Partial<Shapes>) =>
      endOf(family.spec(defaultsOf(family.params), { ...shapes, ...changes }));
    expect(end({})).toEqual({ inputs, loss: 'binary', units: 1 });
    expect(end({ kind: 'multiclass', classes: 6 })).toEqual({ inputs, loss: 'softmax', units: 6 });
    expect(end({ kind: 'regression', classes: 0 })).toEqual({ inputs, loss: 'mse', units: 1 });
  });

  it.runIf(family.portfolio)(
    'knows settings that lie in its space, each another one, for any number of rows',
    () => {
      const space = family.space();
      for (const rows of [1, 100, 299, 300, 1000, 9999, 10_000, 1e6]) {
        const known = family.portfolio?.(rows) ?? [];
        const whole = [{}, ...known].map((values) =>
          JSON.stringify({ ...defaultsOf(family.params), ...values }),
        );
        expect(new Set(whole).size, `${rows}`).toBe(whole.length);
        expect(known.length).toBeGreaterThan(0);
        for (const [key, value] of known.flatMap((values) => Object.entries(values)))
          expect(canTake(space[key], value), `${key} ${value}`).toBe(true);
      }
    },
  );

  it('takes the default for what a configuration does not say', () => {
    const shapes = shapesOf(family.reads);
    expect(family.spec({}, shapes)).toEqual(family.spec(defaultsOf(family.params), shapes));
  });

  it.runIf(trainsElsewhere(family))('hands its optimizer what was chosen', () => {
    const chosen = { learningRate: 0.05, weightDecay: 0.2, batchSize: 256 };
    const spec = family.spec(chosen, shapesOf(family.reads)) as NetworkSpec;
    expect(spec.optimizer).toMatchObject({ kind: 'adamw', ...chosen });
  });
});

const pictures = familiesFor('picture').filter(({ reads }) => reads === 'picture');

describe.each(pictures.map((family) => ({ family })))('$family.name of pictures', ({ family }) => {
  const at = (side: number, channels = 1, params = {}): GraphSpec => {
    const shapes: Shapes = { ...binary, inputs: side * side * channels, picture: [side, side, channels] };
    return family.spec(params, shapes) as GraphSpec;
  };

  it('ends in maps of 4 to 16 pixels a side, from pictures of 28 to 512', () => {
    for (const side of [28, 32, 47, 48, 64, 100, 127, 128, 224, 256, 512]) {
      const spec = at(side, 3);
      const last = inferShapes(spec)[spec.nodes.findIndex(({ op }) => op === 'globalAvgPool') - 1];
      expect({ side, map: last[0] }).toEqual({ side, map: last[1] });
      expect(last[0], `${side}`).toBeGreaterThanOrEqual(4);
      expect(last[0], `${side}`).toBeLessThanOrEqual(16);
    }
  });

  it('is a net also of a single pixel and of a long, narrow picture', () => {
    for (const picture of [
      [1, 1, 1],
      [5, 300, 3],
    ] as const) {
      const inputs = picture[0] * picture[1] * picture[2];
      const spec = family.spec({}, { ...binary, inputs, picture }) as GraphSpec;
      expect(inferShapes(spec).at(-1)).toEqual([1]);
    }
  });

  it('has 20,000 to 100,000 parameters for small pictures, under half a million for large ones', () => {
    expect(countParameters(at(28))).toBeGreaterThan(20_000);
    expect(countParameters(at(28))).toBeLessThan(100_000);
    expect(countParameters(at(224, 3))).toBeGreaterThan(countParameters(at(28)));
    expect(countParameters(at(224, 3))).toBeLessThan(500_000);
  });

  it('is a net at both ends of every hyperparameter', () => {
    for (const param of family.params) {
      const values =
        param.kind === 'choice' ? param.choices : 'low' in param ? [param.low, param.high] : [true, false];
      for (const value of values) expect(inferShapes(at(28, 1, { [param.key]: value })).at(-1)).toEqual([1]);
    }
  });

  it('puts table columns beside the mean of the picture, before the last layer', () => {
    const spec = family.spec({}, shapesOf('picture')) as GraphSpec;
    const shapes = inferShapes(spec);
    const table = spec.nodes.findIndex(({ op }) => op === 'table');
    expect(shapes[table]).toEqual([3]);
    const fused = spec.nodes.findIndex(
      ({ op, from }) => op === 'concat' && (from as number[]).includes(table),
    );
    expect(spec.nodes[spec.nodes[fused].from[0] as number].op).toBe('globalAvgPool');
    expect(at(28).nodes.some(({ op }) => op === 'table')).toBe(false);
  });
});

it('ResNet-18 is one of the residual networks, parameter for parameter', () => {
  const picture = [224, 224, 3] as const;
  const spec = familyByName('resnet').spec(
    { width: 64, blocks: 2 },
    { inputs: 224 * 224 * 3, kind: 'multiclass', classes: 1000, picture },
  ) as GraphSpec;
  // torchvision's resnet18 has 11,689,512 with 1,000 classes.
  expect(countParameters(spec)).toBe(11_689_512);
});

it('the residual network by default has the 77,169 parameters that its recipe was found with', () => {
  const shapes: Shapes = { ...binary, inputs: 784, picture: [28, 28, 1] };
  expect(countParameters(familyByName('resnet').spec({}, shapes) as GraphSpec)).toBe(77_169);
});

it('tables are offered families of tables, pictures those of pictures', () => {
  expect(familiesFor('table').map(({ name }) => name)).toEqual([
    'elastic-net',
    'logistic',
    'boosted-trees',
    'random-forest',
    'extra-trees',
    'nearest-neighbours',
    'mlp',
    'tabular-resnet',
    'layers',
  ]);
  expect(usualFamilies('table')[0].name).toBe('elastic-net');
  expect(usualFamilies('table').map(({ name }) => name)).not.toContain('logistic');
  expect(usualFamilies('table').map(({ name }) => name)).not.toContain('nearest-neighbours');
  for (const { reads } of familiesFor('picture')) expect(['picture', 'features']).toContain(reads);
  expect(familiesFor('picture').length + familiesFor('table').length).toBe(families.length);
});

it('the elastic net is one linear layer that is solved, its penalty as chosen', () => {
  const spec = elasticNet.spec({ penalty: 0.5, l1Share: 1 }, binary);
  expect(spec.layers).toEqual([{ units: 1, activation: 'linear', dropout: 0 }]);
  expect(spec.optimizer).toEqual({ kind: 'convex', penalty: 0.5, l1Share: 1 });
});

it('logistic regression has no hidden layer', () => {
  expect(logistic.spec({}, binary).layers.length).toBe(1);
});

it('the perceptron has the hidden layers chosen, each with dropout', () => {
  const { layers } = mlp.spec({ hidden: [128, 64, 32], dropout: 0.4 }, binary);
  expect(layers.slice(0, -1)).toEqual(
    [128, 64, 32].map((units) => ({ units, activation: 'relu', dropout: 0.4 })),
  );
});

it('layers that are searched one by one are as many as chosen, each of its own width', () => {
  const units = (params: ParamValues) => layers.spec(params, binary).layers.map(({ units: width }) => width);
  expect(units({})).toEqual([64, 32, 1]);
  expect(units({ layers: 1, units1: 128 })).toEqual([128, 1]);
  expect(units({ layers: 4, units1: 8, units2: 16, units3: 256, units4: 64 })).toEqual([8, 16, 256, 64, 1]);
});

it('names as its structure parameters of its own', () => {
  for (const { structure = [], params } of families)
    for (const key of structure) expect(params.map((param) => param.key)).toContain(key);
});

it('the registry knows each family by one name', () => {
  expect(new Set(families.map((f) => f.name)).size).toBe(families.length);
  expect(() => familyByName('trees')).toThrow('study.invalid {"path":"search.space.trees"}');
});
