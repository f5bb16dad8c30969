import { describe, expect, it } from 'vitest';
import type { Table } from '../../data/dataset';
import { rng } from '../../study/random';
import type { Study } from '../../study/schema';
import { ready } from '../prepare';
import { mixedStudy, mixedTable, texts } from '../testing';
import { permutationProbe, shortcutProbe, withShuffled } from './probes';
import { twins } from './testing';

const run = { signal: new AbortController().signal, report: () => {} };

describe('shuffled outcomes', () => {
  it('are as good as the true ones where nothing is to be learned, and worse where something is', async () => {
    const noise = twins();
    const nothing = await permutationProbe(ready(noise.table, noise.study), noise.study, run);
    if (nothing.kind !== 'permutation') throw new Error('a permutation was asked for');
    expect(nothing.p).toBeGreaterThan(0.05);
    const mean = nothing.permuted.reduce((sum, v) => sum + v, 0) / nothing.permuted.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.04);
    const study = mixedStudy('binary');
    const something = await permutationProbe(ready(mixedTable('binary'), study), study, run);
    if (something.kind !== 'permutation') throw new Error('a permutation was asked for');
    expect(something.p).toBeCloseTo(1 / 41, 10);
    expect(something.observed).toBeGreaterThan(Math.max(...something.permuted));
  });

  it('are as many of each as before, however often a patient came, and those of the test set stay', () => {
    const study = mixedStudy('binary');
    const made = ready(mixedTable('binary'), study);
    const { dev, test } = made.parts;
    // Patients came one to several times: whoever has more rows than outcomes were handed over would repeat some.
    expect(new Set(Array.from(dev, (row) => made.data.unit[row])).size).toBeLessThan(dev.length);
    const { y } = made.target;
    const events = (of: Float64Array) => dev.filter((row) => of[row] === 1).length;
    for (let i = 0; i < 5; i++) {
      const shuffled = withShuffled(made, dev, rng('shuffle', i)).target.y;
      expect(events(shuffled)).toBe(events(y));
      expect(dev.some((row) => shuffled[row] !== y[row])).toBe(true);
      for (const row of test) expect(shuffled[row]).toBe(y[row]);
    }
  });

  it('work for numbers, where less is better', async () => {
    const study = mixedStudy('regression');
    const probe = await permutationProbe(ready(mixedTable('regression'), study), study, run);
    if (probe.kind !== 'permutation') throw new Error('a permutation was asked for');
    expect(probe.metric).toBe('rmse');
    expect(probe.observed).toBeLessThan(Math.min(...probe.permuted));
  });
});

describe('the shortcut probe', () => {
  it('tells a hospital that predicts the outcome from one that does not', async () => {
    const table = mixedTable('binary');
    const base = mixedStudy('binary');
    const study: Study = {
      ...base,
      columns: base.columns.map((c) => (c.name === 'ward' ? { ...c, role: 'site' } : c)),
    };
    const honest = await shortcutProbe(ready(table, study), table, study, 'metadata', run);
    if (honest.kind !== 'shortcut') throw new Error('a shortcut was asked for');
    expect(honest.columns).toContain('ward');
    expect(honest.result.estimate.low).toBeLessThan(0.55);
    const outcome = table.columns.find((c) => c.name === 'outcome')?.column;
    if (outcome?.kind !== 'cat') throw new Error('outcomes are categories');
    const told: Table = {
      ...table,
      columns: table.columns.map((c) =>
        c.name === 'ward'
          ? {
              ...c,
              column: texts(
                Array.from(outcome.codes, (code, i) => (code === 1 && i % 5 > 0 ? 'west' : 'east')),
              ),
            }
          : c,
      ),
    };
    const short = await shortcutProbe(ready(told, study), told, study, 'metadata', run);
    if (short.kind !== 'shortcut') throw new Error('a shortcut was asked for');
    expect(short.result.estimate.low).toBeGreaterThan(0.7);
  });

  it('knows what guessing a number reaches: the mean of all, and a hospital that tells more', async () => {
    const table = mixedTable('regression');
    const base = mixedStudy('regression');
    const study: Study = {
      ...base,
      columns: base.columns.map((c) => (c.name === 'ward' ? { ...c, role: 'site' } : c)),
    };
    const made = ready(table, study);
    const honest = await shortcutProbe(made, table, study, 'metadata', run);
    if (honest.kind !== 'shortcut' || honest.guess === undefined) throw new Error('a guess belongs to it');
    const y = Array.from(made.parts.dev, (row) => made.target.y[row]);
    const mean = y.reduce((sum, v) => sum + v, 0) / y.length;
    expect(honest.guess).toBeCloseTo(
      Math.sqrt(y.reduce((sum, v) => sum + (v - mean) ** 2, 0) / y.length),
      10,
    );
    expect(honest.result.estimate.high).toBeGreaterThan(honest.guess);
    const outcome = table.columns.find((c) => c.name === 'outcome')?.column;
    if (outcome?.kind !== 'num') throw new Error('outcomes are numbers');
    const told: Table = {
      ...table,
      columns: table.columns.map((c) =>
        c.name === 'ward'
          ? { ...c, column: texts(Array.from(outcome.v, (v) => (v > 120 ? 'west' : 'east'))) }
          : c,
      ),
    };
    const short = await shortcutProbe(ready(told, study), told, study, 'metadata', run);
    if (short.kind !== 'shortcut' || short.guess === undefined) throw new Error('a guess belongs to it');
    expect(short.result.estimate.high).toBeLessThan(short.guess);
  });

  it('has nothing to ask borders of without pictures', async () => {
    const { table, study } = twins();
    await expect(shortcutProbe(ready(table, study), table, study, 'borders', run)).rejects.toMatchObject({
      code: 'probe.nothing',
    });
  });
});
