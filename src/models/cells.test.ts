import { describe, expect, it } from 'vitest';
import type { ParamValues } from '../study/params';
import { CELL_EDGES, CELL_OPERATIONS, cells, livingEdges } from './cells';
import type { GraphSpec } from './graph';
import { countParameters, inferShapes } from './graph-shapes';

const shapes = { inputs: 28 * 28, kind: 'binary', classes: 2, picture: [28, 28, 1] } as const;
const all = (operation: string): ParamValues =>
  Object.fromEntries(CELL_EDGES.map(({ key }) => [key, operation]));
const specOf = (params: ParamValues): GraphSpec => cells.spec(params, shapes);
const count = (spec: GraphSpec, op: string): number => spec.nodes.filter((node) => node.op === op).length;

describe('the edges of a cell that live', () => {
  it('are those on a way from its input to its output', () => {
    expect(livingEdges({ ...all('none'), edge01: 'conv3', edge13: 'skip' })).toEqual([
      { from: 0, to: 1, operation: 'conv3' },
      { from: 1, to: 3, operation: 'skip' },
    ]);
    // A's sum goes nowhere, B has no input.
    expect(livingEdges({ ...all('none'), edge03: 'pool3', edge01: 'conv3', edge23: 'conv1' })).toEqual([
      { from: 0, to: 3, operation: 'pool3' },
    ]);
  });

  it('are a way past everything where there is no other', () => {
    for (const params of [all('none'), { ...all('none'), edge01: 'conv3', edge23: 'conv3' }])
      expect(livingEdges(params)).toEqual([{ from: 0, to: 3, operation: 'skip' }]);
  });
});

describe('a network of cells', () => {
  it('is a net with any of the 15,625 cells', () => {
    const edges = CELL_EDGES.map(({ key }) => key);
    for (let at = 0; at < 5 ** 6; at += 7) {
      const params = Object.fromEntries(
        edges.map((key, i) => [key, CELL_OPERATIONS[Math.floor(at / 5 ** i) % 5]]),
      );
      expect(inferShapes(specOf(params)).at(-1), JSON.stringify(params)).toEqual([1]);
    }
  });

  it('has one convolution an edge that asks for it, and none that leads nowhere', () => {
    // Stem and two ways to a smaller picture; three stages of one cell.
    const around = 3;
    expect(count(specOf(all('skip')), 'conv')).toBe(around);
    expect(count(specOf(all('conv3')), 'conv')).toBe(around + 3 * 6);
    expect(count(specOf({ ...all('none'), edge01: 'conv3', edge03: 'conv1' }), 'conv')).toBe(around + 3);
    expect(count(specOf({ ...all('conv1'), depth: 2 }), 'conv')).toBe(around + 2 * 3 * 6);
  });

  it('has as many parameters as its parts', () => {
    // Stem 3 × 3 on one channel, its norm; 1 × 1 ways 16 → 32 → 64 with norms; the last norm and the output.
    const [stem, ways, end] = [9 * 16 + 32, 16 * 32 + 64 + 32 * 64 + 128, 128 + 64 + 1];
    expect(countParameters(specOf(all('skip')))).toBe(stem + ways + end);
    const threes = [16, 32, 64].reduce((sum, c) => sum + 9 * c * c + 2 * c, 0);
    expect(countParameters(specOf({ ...all('none'), edge03: 'conv3' }))).toBe(stem + ways + end + threes);
  });
});
