import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaultsOf } from '../study/params';
import { cellCounts, cellOf } from './cell-sketch';
import { cells } from './cells';
import type { GraphSpec } from './graph';
import { networkOf } from './network';
import { sketchOf } from './sketch';

const cell = (e01: string, e02: string, e12: string, e03: string, e13: string, e23: string) => ({
  edge01: e01,
  edge02: e02,
  edge12: e12,
  edge03: e03,
  edge13: e13,
  edge23: e23,
});

it('there is none where a configuration does not describe all six edges', () => {
  expect(cellOf({ hidden: [8], dropout: 0.2 })).toBeNull();
  const { edge13: _, ...five } = cell('skip', 'skip', 'skip', 'skip', 'skip', 'skip');
  expect(cellOf(five)).toBeNull();
  expect(cellOf({ ...five, edge13: 'conv7' })).toBeNull();
});

it('has an edge for each operation, and none for none', () => {
  expect(cellOf(cell('conv3', 'none', 'conv1', 'skip', 'none', 'pool3'))?.edges).toEqual([
    { from: 0, to: 1, operation: 'conv3', live: true },
    { from: 0, to: 3, operation: 'skip', live: true },
    { from: 1, to: 2, operation: 'conv1', live: true },
    { from: 2, to: 3, operation: 'pool3', live: true },
  ]);
});

it('knows what changes nothing: edges that nothing reaches, and those that end in a point nothing leaves', () => {
  const live = (...params: Parameters<typeof cell>) =>
    cellOf(cell(...params))?.edges.map((edge) => [`${edge.from}${edge.to}`, edge.live]);
  expect(live('none', 'none', 'conv3', 'skip', 'conv3', 'none')).toEqual([
    ['03', true],
    ['12', false],
    ['13', false],
  ]);
  expect(live('conv3', 'conv3', 'conv1', 'skip', 'none', 'none')).toEqual([
    ['01', false],
    ['02', false],
    ['03', true],
    ['12', false],
  ]);
});

it('a cell without a way through passes its input on, as it is built', () => {
  const through = { from: 0, to: 3, operation: 'skip', live: true };
  expect(cellOf(cell('none', 'none', 'none', 'none', 'none', 'none'))?.edges).toEqual([through]);
  expect(cellOf(cell('conv3', 'none', 'none', 'none', 'none', 'none'))?.edges).toEqual([
    { from: 0, to: 1, operation: 'conv3', live: false },
    through,
  ]);
});

it('a live edge lies on a way through, in every cell', () => {
  const choice = fc.constantFrom('none', 'skip', 'conv1', 'conv3', 'pool3');
  fc.assert(
    fc.property(choice, choice, choice, choice, choice, choice, (...given) => {
      const edges = cellOf(cell(...given))?.edges ?? [];
      const live = edges.filter((edge) => edge.live).map(({ from, to }) => `${from}${to}`);
      // All ways through, found by trying each: 0-3, 0-1-3, 0-2-3, 0-1-2-3.
      const has = (name: string) => edges.some(({ from, to }) => `${from}${to}` === name);
      const ways = [['03'], ['01', '13'], ['02', '23'], ['01', '12', '23']].filter((way) => way.every(has));
      expect(new Set(live)).toEqual(new Set(ways.flat()));
    }),
  );
});

it('the convolutions that are drawn are those that are built', () => {
  const picture = [64, 64, 3] as const;
  const params = { ...defaultsOf(cells.params), ...cell('conv3', 'conv1', 'none', 'pool3', 'skip', 'conv3') };
  for (const depth of [1, 3]) {
    const { each, all } = cellCounts({ ...params, depth }, picture);
    expect([each, all]).toEqual([depth, 3 * depth]);
    const shapes = { inputs: 64 * 64 * 3, kind: 'binary' as const, classes: 2, picture };
    const { parts } = sketchOf(
      networkOf({ family: 'cells', params: { ...params, depth } }, shapes) as GraphSpec,
    );
    const convolutions = parts.reduce(
      (sum, part) => sum + ('convolutions' in part ? part.convolutions : 0),
      0,
    );
    // A stem, and one convolution before each later stage.
    expect(convolutions).toBe(3 * all + 1 + 2);
  }
});
