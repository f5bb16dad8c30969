import { expect, it } from 'vitest';
import { readTable } from '../data/read';
import { rng } from '../study/random';
import { Hospitals } from './hospitals';

const read = (lines: string[]) =>
  readTable(new Blob([`${lines.join('\n')}\n`]), 'csv', {
    rng: rng('read'),
    signal: new AbortController().signal,
    clock: { now: () => 0 },
    report: () => {},
  });

it('a hospital’s own levels that few of its patients have are marked, whatever they become', async () => {
  const levels = { often: 'a', six: 'a', oneself: 'b', nobody: 'c' };
  // Six rows of two patients, and one level of one patient that becomes nothing.
  const cells = [
    ...Array.from({ length: 6 }, (_, i) => `K${i},often`),
    ...Array.from({ length: 6 }, (_, i) => `K${i % 2},six`),
    'K9,oneself',
  ];
  const own = await read(['id,ward', ...cells]);
  const hospitals = new Hospitals();
  const { sources } = hospitals.propose([own], ['north.csv'], []);
  const plans = sources.map((source) => ({
    ...source,
    columns: [
      { from: 'id', to: 'patient' },
      { from: 'ward', to: 'station', levels },
    ],
  }));
  const few = (patient: string | undefined) => hospitals.counted(plans, patient)[0].columns.map((c) => c.few);
  expect(few('patient')).toEqual([undefined, ['six', 'oneself']]);
  // Without patients each row is one of its own.
  expect(few(undefined)).toEqual([undefined, ['oneself']]);
});
