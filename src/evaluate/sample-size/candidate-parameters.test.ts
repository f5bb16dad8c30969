import { expect, it } from 'vitest';
import type { Column } from '../../data/dataset';
import { candidateParameters } from './candidate-parameters';

it('counts what a regression would estimate', () => {
  const codes = Int32Array.of(0, 1);
  const cols = new Map<string, Column>([
    ['age', { kind: 'num', v: Float64Array.of(1, 2) }],
    ['day', { kind: 'date', v: Float64Array.of(1, 2) }],
    ['sex', { kind: 'cat', codes, dict: ['F', 'M'] }],
    ['stage', { kind: 'cat', codes, dict: ['I', 'II', 'III', 'IV'], ordered: true }],
    ['drugs', { kind: 'multi', codes, offsets: Uint32Array.of(0, 1, 2), dict: ['a', 'b', 'c'] }],
    ['note', { kind: 'text', codes, dict: ['x', 'y'] }],
  ]);
  expect(candidateParameters({ n: 2, cols, unit: Int32Array.of(0, 1) })).toBe(1 + 1 + 1 + 3 + 3);
});
