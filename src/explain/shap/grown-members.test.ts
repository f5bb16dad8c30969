import { describe, expect, it } from 'vitest';
import { type TreeModel, weightsOfTrees } from '../../models/trees/model';
import { rawScores } from '../../models/trees/predict';
import { cut, leaf, modelOfNodes, randomTrees, treesSpec } from '../../models/trees/random-trees';
import type { TreesSpec } from '../../models/trees/spec';
import { levelColumns, levelsPlan } from '../../prep/levels-plan';
import { fitPipeline, preparedRows, toMatrix } from '../../prep/pipeline';
import { binaryTarget, cat, dates, multi, num, table } from '../../prep/test-tables';
import { rng } from '../../study/random';
import type { StepPlan } from '../../study/schema';
import { type GrownJob, type GrownMember, grownShap } from './grown-members';
import { treeShap } from './tree-shap';

const data = table(
  {
    age: num(63, 67, null, 37, 41, 56, 62, 57),
    sex: cat(['F', 'M', 'M', null, 'F', 'M', 'F', 'F']),
    illness: multi([['dm', 'htn'], [], ['htn'], ['ckd'], [], ['dm'], [], ['other']]),
    born: dates('1950-12-31', '1960-02-29', null, '1970-03-01', null, '1951-01-01', '1990-06-01', null),
    admitted: dates(...Array.from({ length: 8 }, (_, i) => `202${i}-01-01`)),
  },
  8,
);
const target = binaryTarget(0, 1, 0, 1, 1, 0, 1, 0);
const plain: StepPlan[] = [{ id: 'm', step: 'multi-hot', params: {} }];
const ofDates = (reference: string): StepPlan[] => [
  ...plain,
  { id: 'd', step: 'date-parts', params: { reference, interval: 'years' } },
];

/** A member on the columns that the plan leaves, with trees of the inputs' names. */
function memberOf(
  plan: StepPlan[],
  columns: string[],
  made: (names: readonly string[], categorical: number[]) => { spec: TreesSpec; model: TreeModel },
  weight = 1,
): GrownMember {
  const given = { ...data, cols: new Map([...data.cols].filter(([name]) => columns.includes(name))) };
  const { fitted, data: out } = fitPipeline(levelsPlan(plan), given, target, { rng: rng(1) });
  const { names } = toMatrix(out, undefined, true);
  const categorical = levelColumns(fitted).map((name) => names.indexOf(name));
  const { spec, model } = made(names, categorical);
  return { steps: fitted, names, gaps: true, spec, weights: weightsOfTrees(model), weight };
}

const random =
  (seed: string, changed: Partial<TreesSpec> = {}) =>
  (names: readonly string[], categorical: number[]) =>
    randomTrees(seed, {
      spec: { inputs: names.length, categorical, trees: 20, ...changed },
      threshold: (drawn) => drawn.int(70),
      levels: 2,
    });

const job = (players: GrownJob['players'], rows = [0, 1, 2, 3, 4, 5, 6, 7]) => ({
  data,
  rows,
  players,
  signal: new AbortController().signal,
  report: () => {},
});
const COLUMNS = ['age', 'sex', 'illness'];

describe('SHAP values of members that are trees', () => {
  it('put the inputs that a column became together under it', async () => {
    const member = memberOf(plain, COLUMNS, random('one'));
    const found = await grownShap([member], null, job(COLUMNS.map((name) => [name])));
    const { x } = preparedRows(member, data);
    expect(member.names.length).toBeGreaterThan(5);
    const { base, values } = treeShap(random('one')(member.names, [1]).model, x, 8);
    expect(found?.base).toEqual(base);
    const d = member.names.length;
    for (let i = 0; i < 8; i++) {
      const own = values.subarray(i * d, (i + 1) * d);
      const sums = [own[0], own[1], own.subarray(2).reduce((a, b) => a + b, 0)];
      expect(Array.from(found!.values.subarray(3 * i, 3 * i + 3))).toEqual(
        sums.map((sum) => expect.closeTo(sum, 12)),
      );
    }
  });

  it('add up to the weighted mean of the scores, in the unit of the outcome', async () => {
    const loss = { loss: 'mse' } as const;
    const members = [
      memberOf(plain, COLUMNS, random('a', loss)),
      memberOf(plain, COLUMNS, random('b', loss), 3),
    ];
    const rows = [6, 1, 3];
    const outcome = { mean: 100, sd: 20 };
    const found = await grownShap(members, outcome, job([['sex', 'age'], ['illness']], rows));
    const raw = members.map((member, m) => {
      const { model } = random(['a', 'b'][m], loss)(member.names, [1]);
      return rawScores(model, preparedRows(member, data).x, 8);
    });
    rows.forEach((row, i) => {
      const said = 100 + 20 * (0.25 * raw[0][row] + 0.75 * raw[1][row]);
      expect(found?.said[i]).toBeCloseTo(said, 10);
      expect(found!.base[0] + found!.values[2 * i] + found!.values[2 * i + 1]).toBeCloseTo(said, 10);
    });
    expect(found).toMatchObject({ complete: true, coalitions: 0 });
  });

  it('are there a class', async () => {
    const classes = { loss: 'softmax', classes: 3, grow: 'forest' } as const;
    const member = memberOf(plain, COLUMNS, random('classes', classes));
    const found = await grownShap(
      [member],
      null,
      job(
        COLUMNS.map((name) => [name]),
        [2],
      ),
    );
    expect(found?.values).toHaveLength(9);
    const sums = [0, 1, 2].map((k) =>
      [0, 1, 2].reduce((sum, j) => sum + found!.values[3 * j + k], found!.base[k]),
    );
    expect(sums).toEqual(Array.from(found!.said, (said) => expect.closeTo(said, 12)));
  });

  it('are none where an input is made of two columns, unless these are one player or no tree asks for it', async () => {
    const columns = ['age', 'born', 'admitted'];
    const asking = (input: RegExp) =>
      memberOf(ofDates('admitted'), columns, (names) => {
        const spec = treesSpec({ inputs: names.length, categorical: [] });
        const at = names.findIndex((name) => input.test(name));
        expect(at).toBeGreaterThanOrEqual(0);
        return { spec, model: modelOfNodes(spec, [0], [cut(at, 60, leaf([1]), leaf([2]), 1)]) };
      });
    const single = columns.map((name) => [name]);
    expect(await grownShap([asking(/^born/)], null, job(single))).toBeNull();
    expect(await grownShap([asking(/^born/)], null, job([['age'], ['born', 'admitted']]))).not.toBeNull();
    expect(await grownShap([asking(/^age/)], null, job(single))).not.toBeNull();
  });

  it('end where they are told to', async () => {
    const member = memberOf(plain, COLUMNS, random('end'));
    const asked = { ...job([COLUMNS]), signal: AbortSignal.abort(new Error('enough')) };
    await expect(grownShap([member], null, asked)).rejects.toThrow('enough');
  });
});
