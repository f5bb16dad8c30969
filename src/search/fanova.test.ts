import { expect, it } from 'vitest';
import { rng } from '../study/random';
import { treeVariance } from './fanova';
import { growTree, type Leaf, noneOutOfBag, ordersOf } from './forest';

const box = (value: number, low: number[], high: number[], set: number[] | null = null): Leaf => ({
  value,
  low: Float64Array.from(low),
  high: Float64Array.from(high),
  sets: [...low.slice(set ? 1 : 0).map(() => null), ...(set ? [Uint8Array.from(set)] : [])],
});

it('by hand: x below a half 0; above it 2 where y is below a half, else 4', () => {
  const leaves = [box(0, [0, 0], [0.5, 1]), box(2, [0.5, 0], [1, 0.5]), box(4, [0.5, 0.5], [1, 1])];
  // Of x the means 0 and 3, of y 1 and 2; all values 0, 0, 2, 4.
  expect(treeVariance(leaves, [0, 0])).toEqual({ mean: 1.5, total: 2.75, main: [2.25, 0.25] });
});

it('of a grown tree: as sums over a fine grid say', () => {
  const draw = rng('grid');
  const n = 40;
  const columns = [0, 0, 3].map((k) =>
    Float64Array.from({ length: n }, () => (k ? draw.int(k) : draw.next())),
  );
  const y = Float64Array.from(columns[0], (a, i) => a * a + columns[1][i] * (columns[2][i] === 1 ? 3 : 1));
  const data = { x: columns, levels: [0, 0, 3], y };
  const leaves = growTree(data, ordersOf(data), 1, rng('tree'), noneOutOfBag(n));
  const side = 400;
  const holds = ({ low, high, sets }: Leaf, [a, b, c]: number[]) =>
    a > low[0] && a <= high[0] && b > low[1] && b <= high[1] && sets[2]?.[c] === 1;
  const sums = [new Float64Array(side), new Float64Array(side), new Float64Array(3)];
  let [sum, squares, cells] = [0, 0, 0];
  for (let i = 0; i < side; i++)
    for (let j = 0; j < side; j++)
      for (let c = 0; c < 3; c++) {
        const at = [(i + 0.5) / side, (j + 0.5) / side, c];
        const inside = leaves.filter((leaf) => holds(leaf, at));
        if (inside.length !== 1) throw new Error(`${inside.length} leaves hold ${at}`);
        const { value } = inside[0];
        sums[0][i] += value;
        sums[1][j] += value;
        sums[2][c] += value;
        sum += value;
        squares += value * value;
        cells++;
      }
  const mean = sum / cells;
  const variance = (effects: Float64Array) =>
    effects.reduce((all, s) => all + ((s * effects.length) / cells - mean) ** 2, 0) / effects.length;
  const found = treeVariance(leaves, data.levels);
  expect(found.mean).toBeCloseTo(mean, 2);
  expect(found.total).toBeCloseTo(squares / cells - mean ** 2, 2);
  found.main.forEach((main, j) => {
    expect(main).toBeCloseTo(variance(sums[j]), 2);
  });
});

it('a tree that looks at one coordinate only has all its variance there', () => {
  const x = [Float64Array.from({ length: 30 }, (_, i) => i / 30), new Float64Array(30)];
  const data = { x, levels: [0, 0], y: x[0].map((v) => Math.round(3 * v)) };
  const leaves = growTree(data, ordersOf(data), 1, rng('one'), noneOutOfBag(30));
  const { total, main } = treeVariance(leaves, data.levels);
  expect(main[0]).toBeCloseTo(total, 12);
  expect(main[1]).toBeCloseTo(0, 12);
});
