import { expect, it } from 'vitest';
import { read } from '../data/sites/testing';
import { externalRows } from './external-rows';
import type { InputColumn } from './predictor';

const inputs: InputColumn[] = [
  { name: 'age', type: 'integer' },
  { name: 'crp', type: 'continuous' },
];
const binary = { kind: 'binary' as const, target: 'died', classes: ['no', 'yes'] };
const same = (...names: string[]) => ({ columns: names.map((name) => ({ from: name, to: name })) });

it('rows without a known outcome are left out, and patients keep their rows together', async () => {
  const { table } = await read('pid,age,died\nA,50,yes\nB,60,\nA,51,no\nC,70,perhaps\n,80,yes\nB,61,no\n');
  const rows = externalRows({ inputs, task: binary }, table, same('age', 'died'), 'pid');
  expect([...rows.target.y]).toEqual([1, 0, 1, 0]);
  expect(rows.left).toBe(2);
  const age = rows.data.cols.get('age');
  expect(age?.kind === 'num' && [...age.v]).toEqual([50, 51, 80, 61]);
  const [first, second, alone, other] = rows.unit;
  expect(first).toBe(second);
  expect(new Set([first, alone, other]).size).toBe(3);
  expect([...rows.absent]).toEqual(['crp']);
  const crp = rows.data.cols.get('crp');
  expect(crp?.kind === 'num' && crp.v.every(Number.isNaN)).toBe(true);
});

it('time to event follows the rule of the model: who was followed for too short a time is not known', async () => {
  const { table } = await read('age,died,days\n50,yes,20\n60,yes,400\n70,no,20\n80,no,400\n');
  const task = { ...binary, survival: { time: 'days', horizon: 365, event: 'yes' } };
  const rows = externalRows({ inputs, task }, table, same('age', 'died', 'days'), null);
  expect([...rows.target.y]).toEqual([1, 0, 0]);
  expect(rows.left).toBe(1);
  expect(() => externalRows({ inputs, task }, table, same('age', 'died'), null)).toThrow('use.missingColumn');
});
