import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { profileTable } from './profile';
import { readTable } from './read';

const ctx = {
  rng: rng('targets'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};
const n = 50;
const column = (name: string, levels: number) => ({
  name,
  column: { kind: 'num' as const, v: Float64Array.from({ length: n }, (_, i) => i % levels) },
});
const target = (...columns: [string, number][]) =>
  profileTable({ n, columns: columns.map(([name, levels]) => column(name, levels)) }).find(
    (c) => c.role === 'target',
  )?.name;

describe('an outcome whose name says little', () => {
  it('is proposed where it is the last column and has few values', () => {
    expect(target(['age', 30], ['num', 5])).toBe('num');
    expect(target(['age', 30], ['heart_disease', 2])).toBe('heart_disease');
    expect(target(['나이', 30], ['심장질환', 2])).toBe('심장질환');
  });
  it('is not proposed elsewhere, nor as an amount', () => {
    expect(target(['num', 5], ['age', 30])).toBeUndefined();
    expect(target(['age', 30], ['num', 40])).toBeUndefined();
    expect(target(['age', 30], ['sex', 2])).toBeUndefined();
  });
  it('gives way to a name that says it', () => {
    expect(target(['outcome', 2], ['num', 2])).toBe('outcome');
  });
});

const shared = new URL('../../../shared/data/tables/', import.meta.url);
describe.skipIf(!existsSync(shared))(
  'the outcome of a real table (skipped where ../shared is absent)',
  () => {
    it.each([
      ['uci_heart_cleveland.csv', 'num'],
      ['uci_heart_hungarian.csv', 'num'],
      ['uci_heart_switzerland.csv', 'num'],
      ['uci_heart_va.csv', 'num'],
      ['uci_heart_4sites.csv', 'disease'],
      ['as-found/processed.cleveland.data', undefined],
      ['heart_failure.csv', 'DEATH_EVENT'],
    ])('%s: %s', async (file, name) => {
      const bytes = readFileSync(new URL(file, shared));
      const { profile } = await readTable(new Blob([bytes]), file.split('.').at(-1) ?? '', ctx);
      expect(profile.find((c) => c.role === 'target')?.name).toBe(name);
    });
  },
);
