import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import { proposeTask } from './propose';
import { readTable } from './read';
import { syntheticCohort } from './synthetic';

const ctx = {
  rng: rng('test'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};
const text = syntheticCohort(1);
const { table, profile } = await readTable(new Blob([text]), 'csv', ctx);
const lines = text
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const [header, ...rows] = lines;
const column = (name: string) => rows.map((row) => row[header.indexOf(name)]);

/** Rows by what stands in a column. */
function rowsBy(name: string): Map<string, string[][]> {
  const groups = new Map<string, string[][]>();
  for (const row of rows) {
    const key = row[header.indexOf(name)];
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

describe('the synthetic cohort', () => {
  it('is the same for the same seed on every machine, and another for another', () => {
    expect(createHash('sha256').update(text).digest('hex')).toBe(
      '4470195feecf6c9f600955aaa7c05c20127af18e77d7c70619428bc06572466c',
    );
    expect(syntheticCohort(1)).toBe(text);
    expect(syntheticCohort(2)).not.toBe(text);
  });

  it('has 1,200 patients, some of them with several visits', () => {
    const visits = rowsBy('patient_key');
    expect(visits.size).toBe(1200);
    const repeated = [...visits.values()].filter(({ length }) => length > 1).length;
    expect(repeated).toBeGreaterThan(200);
    expect(repeated).toBeLessThan(340);
    expect(table.n).toBe(rows.length);
  });

  it('has four hospitals that differ in prevalence and in coding', () => {
    const bySite = rowsBy('hospital');
    const prevalence = [...bySite]
      .sort()
      .map(([, of]) => of.filter((row) => row[header.indexOf('readmitted_30d')] === '1').length / of.length);
    expect(prevalence).toHaveLength(4);
    for (let i = 1; i < 4; i++) expect(prevalence[i] - prevalence[i - 1]).toBeGreaterThan(0.03);
    expect([...new Set(column('sex'))].sort()).toEqual(['F', 'M', 'female', 'male']);
  });

  it('keeps a patient in one hospital, in order of time', () => {
    for (const visits of rowsBy('patient_key').values()) {
      expect(new Set(visits.map((row) => row[1])).size).toBe(1);
      const dates = visits.map((row) => row[2]);
      expect(dates).toEqual([...new Set(dates)].sort());
    }
  });

  it('is read with the roles and types that it was made with', () => {
    const found = Object.fromEntries(profile.map(({ name, type, role }) => [name, `${type}/${role}`]));
    expect(found).toEqual({
      patient_key: 'identifier/patient',
      hospital: 'nominal/site',
      visit_date: 'date/time',
      age_years: 'integer/feature',
      sex: 'nominal/feature',
      smoker: 'nominal/feature',
      comorbidity: 'multi/feature',
      sbp_mmHg: 'integer/feature',
      heart_rate_bpm: 'integer/feature',
      temperature_C: 'continuous/feature',
      crp_mg_L: 'continuous/feature',
      creatinine_mg_dL: 'continuous/feature',
      haemoglobin_g_dL: 'continuous/feature',
      admission: 'binary/feature',
      readmitted_30d: 'binary/target',
    });
    expect(proposeTask(profile, 'readmitted_30d', table)).toMatchObject({
      kind: 'binary',
      classes: ['0', '1'],
    });
    expect(column('comorbidity').some((cell) => cell.includes(';'))).toBe(true);
    expect(profile.filter(({ missing }) => missing > 0).length).toBeGreaterThanOrEqual(6);
  });
});
