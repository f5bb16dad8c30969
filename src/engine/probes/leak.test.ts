import { describe, expect, it } from 'vitest';
import type { Table } from '../../data/dataset';
import { rng } from '../../study/random';
import type { Study } from '../../study/schema';
import { ready } from '../prepare';
import { mixedStudy, texts } from '../testing';
import { leakProbe } from './leak';
import { twins } from './testing';

const run = { signal: new AbortController().signal, report: () => {} };

describe('the leak demonstration', () => {
  it('shows what rows of one patient on both sides would feign', async () => {
    const { table, study } = twins();
    const probe = await leakProbe(ready(table, study), table, study, run);
    if (probe.kind !== 'leak') throw new Error('a leak was asked for');
    expect(probe.ignores).toBe('patients');
    // Twelve columns of noise: a model that has seen the patient's other visit remembers; one that has not guesses.
    expect(probe.naive.estimate.estimate).toBeGreaterThan(probe.honest.estimate.estimate + 0.05);
    expect(probe.honest.estimate.low).toBeLessThan(0.5);
    expect(probe.honest.estimate.high).toBeGreaterThan(0.5);
    expect(probe.honest.estimate.method).toBe('cluster-bootstrap');
  });

  it('finds the same where nobody said who the patients are, as the rows are alike', async () => {
    const { table, study } = twins();
    const rounded: Table = {
      ...table,
      columns: table.columns.map((c) =>
        c.column.kind === 'num'
          ? { ...c, column: { ...c.column, v: c.column.v.map((v) => Math.round(v)) } }
          : c,
      ),
    };
    const unsaid = {
      ...study,
      columns: study.columns.map((c) => (c.role === 'patient' ? { ...c, role: 'ignore' as const } : c)),
    };
    const probe = await leakProbe(ready(rounded, unsaid), rounded, unsaid, run);
    expect(probe).toMatchObject({ kind: 'leak', ignores: 'copies' });
  });

  it('says where there is nothing to tear apart', async () => {
    const { table, study } = twins();
    const once: Study = {
      ...study,
      columns: study.columns.map((c) => (c.role === 'patient' ? { ...c, role: 'ignore' } : c)),
    };
    await expect(leakProbe(ready(table, once), table, once, run)).rejects.toMatchObject({
      code: 'probe.nothing',
    });
  });
});

/** Patients over eight years; from the seventh on a new test alone tells the outcome, which nothing did before. */
function years(n = 400): { table: Table; study: Study } {
  const random = rng('years');
  const late = (row: number) => row >= 0.75 * n;
  const y = Array.from({ length: n }, () => random.next() < 0.5);
  const assay = y.map((ill, row) => (late(row) ? (ill ? 1 : -1) + 0.6 * random.normal() : 0));
  const noise = y.map(() => random.normal());
  const year = y.map((_, row) => 2010 + Math.floor((8 * row) / n) + random.next() * 0.9);
  const num = (v: number[]) => ({ kind: 'num' as const, v: Float64Array.from(v) });
  const base = mixedStudy('binary');
  const plan = (name: string, role: 'feature' | 'time' | 'target') => ({
    name,
    role,
    type: role === 'target' ? ('nominal' as const) : ('continuous' as const),
    stored: true,
  });
  return {
    table: {
      n,
      columns: [
        { name: 'year', column: num(year) },
        { name: 'assay', column: num(assay) },
        { name: 'noise', column: num(noise) },
        { name: 'outcome', column: texts(y.map((ill) => (ill ? 'yes' : 'no'))) },
      ],
    },
    study: {
      ...base,
      columns: [
        plan('year', 'time'),
        plan('assay', 'feature'),
        plan('noise', 'feature'),
        plan('outcome', 'target'),
      ],
      steps: [{ id: 's', step: 'standardize', params: {} }],
    },
  };
}

describe('where the study tests by time', () => {
  const { table, study } = years();
  // The latest seventh is locked away: the latest of the rest are of the years with the new test.
  const byTime: Study = {
    ...study,
    split: { ...study.split, test: { kind: 'time', column: 'year', share: 0.14 } },
  };

  it('the naive side has seen the times that it is tested on, the honest one what was before', async () => {
    const made = ready(table, byTime);
    const probe = await leakProbe(made, table, byTime, run);
    if (probe.kind !== 'leak') throw new Error('a leak was asked for');
    expect(probe.ignores).toBe('time');
    expect(probe.naive.estimate.estimate).toBeGreaterThan(0.9);
    expect(probe.honest.estimate.high).toBeLessThan(0.75);
    // Development rows alone, and of them the latest share.
    expect(probe.rows).toBeGreaterThanOrEqual(40);
    expect(probe.rows).toBeLessThan(0.2 * made.parts.dev.length);
  });

  it('finds nothing where the years are alike', async () => {
    const random = rng('steady');
    const outcome = table.columns.find((c) => c.name === 'outcome')?.column;
    if (outcome?.kind !== 'cat') throw new Error('outcomes are categories');
    const yes = outcome.dict.indexOf('yes');
    const steady: Table = {
      ...table,
      columns: table.columns.map((c) =>
        c.name === 'assay'
          ? {
              name: c.name,
              column: {
                kind: 'num',
                v: Float64Array.from(outcome.codes, (code) => +(code === yes) + random.normal()),
              },
            }
          : c,
      ),
    };
    const probe = await leakProbe(ready(steady, byTime), steady, byTime, run);
    if (probe.kind !== 'leak') throw new Error('a leak was asked for');
    expect(probe.ignores).toBe('time');
    expect(Math.abs(probe.naive.estimate.estimate - probe.honest.estimate.estimate)).toBeLessThan(0.03);
  });

  it('looks at no row of the test part', async () => {
    const { test } = ready(table, byTime).parts;
    const locked = new Set(test);
    const other: Table = {
      ...table,
      columns: table.columns.map((c) =>
        c.name === 'assay' && c.column.kind === 'num'
          ? { ...c, column: { ...c.column, v: c.column.v.map((v, row) => (locked.has(row) ? -9 * v : v)) } }
          : c,
      ),
    };
    expect(await leakProbe(ready(other, byTime), other, byTime, run)).toEqual(
      await leakProbe(ready(table, byTime), table, byTime, run),
    );
  });

  it('a time column by which nothing is tested is no honest side', async () => {
    await expect(leakProbe(ready(table, study), table, study, run)).rejects.toMatchObject({
      code: 'probe.nothing',
    });
  });
});
