import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { rng } from '../study/random';
import type { ColumnProfile, ReadResult } from './profile-types';
import { proposeTask } from './propose';
import { readTable } from './read';

const ctx = {
  rng: rng('test'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};

async function read(file: URL): Promise<ReadResult & { bytes: Buffer }> {
  const bytes = readFileSync(file);
  const extension = file.pathname.split('.').at(-1) ?? '';
  return { bytes, ...(await readTable(new Blob([bytes]), extension, ctx)) };
}
const withRole = (profile: ColumnProfile[], role: string) =>
  profile.filter((c) => c.role === role).map((c) => c.name);
const missingShare = ({ table, profile }: ReadResult) =>
  profile.reduce((sum, { missing }) => sum + missing, 0) / (table.n * profile.length);

describe('the sample wdbc.csv', () => {
  it('has 569 rows of 30 measurements and a diagnosis, 212 of them malignant', async () => {
    const { table, profile } = await read(new URL('./samples/wdbc.csv', import.meta.url));
    expect([table.n, table.columns.length]).toEqual([569, 31]);
    expect(profile.filter(({ type, role }) => type === 'continuous' && role === 'feature')).toHaveLength(30);
    expect(profile.every(({ missing }) => missing === 0)).toBe(true);
    const diagnosis = profile.find(({ role }) => role === 'target');
    expect(diagnosis).toMatchObject({
      name: 'diagnosis',
      levels: [
        { label: 'benign', count: 357 },
        { label: 'malignant', count: 212 },
      ],
    });
    expect(proposeTask(profile, 'diagnosis', table)).toMatchObject({
      kind: 'binary',
      classes: ['benign', 'malignant'],
    });
  });
});

const folder = new URL('../../../shared/data/tables/', import.meta.url);

/** Rows, columns, share of cells missing, the outcome's column and its classes. From the folder's README and the files. */
const TABLES: [string, number, number, number, string | null, string[]][] = [
  ['uci_heart_4sites.csv', 920, 15, 0.1275, 'disease', ['0', '1']],
  ['uci_heart_cleveland.csv', 303, 14, 0.0014, 'num', ['0', '1', '2', '3', '4']],
  ['uci_heart_hungarian.csv', 294, 14, 0.19, 'num', ['0', '1']],
  ['uci_heart_switzerland.csv', 123, 14, 0.1585, 'num', ['0', '1', '2', '3', '4']],
  ['uci_heart_va.csv', 200, 14, 0.2493, 'num', ['0', '1', '2', '3', '4']],
  ['chronic_kidney_disease.csv', 400, 25, 0.1012, 'class', ['notckd', 'ckd']],
  ['diabetes130.zip', 101_766, 50, 0.0735, 'readmitted', ['<30', '>30', 'NO']],
  ['dermatology.csv', 366, 35, 0.0006, 'class', ['1', '2', '3', '4', '5', '6']],
  ['mimic_demo_admissions.csv', 129, 22, 0.0571, 'HOSPITAL_EXPIRE_FLAG', ['0', '1']],
  ['heart_failure.csv', 299, 13, 0, 'DEATH_EVENT', ['0', '1']],
  ['heart_failure_messy_semicolon.csv', 299, 13, 0.0026, 'DEATH_EVENT', ['NO', 'SI']],
  ['breast_wdbc.csv', 569, 31, 0, 'diagnosis', ['0', '1']],
  ['pima_diabetes.csv', 768, 9, 0, 'diabetes', ['0', '1']],
  ['hepatitis.csv', 155, 20, 0.0539, 'Class', ['LIVE', 'DIE']],
  ['surv_colon.csv', 1858, 16, 0.0028, 'status', ['0', '1']],
  ['maternal_health.csv', 1014, 7, 0, 'RiskLevel', ['low risk', 'mid risk', 'high risk']],
  // The same cells as in the CSV.
  ['as-found/chronic_kidney_disease_full.arff', 400, 25, 0.1012, 'class', ['notckd', 'ckd']],
  ['as-found/processed.cleveland.data', 303, 14, 0.0014, null, []],
  ['as-found/processed.hungarian.data', 294, 14, 0.19, null, []],
  ['as-found/processed.switzerland.data', 123, 14, 0.1585, null, []],
  ['as-found/processed.va.data', 200, 14, 0.2493, null, []],
  ['as-found/maternal.csv', 1014, 7, 0, 'RiskLevel', ['low risk', 'mid risk', 'high risk']],
];

describe.skipIf(!existsSync(folder))('a real table (skipped where ../shared is absent)', () => {
  it.each(TABLES)(
    '%s is read whole',
    { timeout: 60_000 },
    async (name, rows, columns, missing, target, classes) => {
      const result = await read(new URL(name, folder));
      expect([result.table.n, result.table.columns.length]).toEqual([rows, columns]);
      expect(missingShare(result)).toBeCloseTo(missing, 4);
      expect(withRole(result.profile, 'target')).toEqual(target === null ? [] : [target]);
      if (target !== null) expect(proposeTask(result.profile, target, result.table).classes).toEqual(classes);
      if (!name.endsWith('.zip'))
        expect(result.sha256).toBe(createHash('sha256').update(result.bytes).digest('hex'));
    },
  );

  it('uci_heart_4sites.csv is profiled as what it is', async () => {
    const { profile } = await read(new URL('uci_heart_4sites.csv', folder));
    expect(Object.fromEntries(profile.map(({ name, type, role }) => [name, `${type}/${role}`]))).toEqual({
      site: 'nominal/site',
      age: 'integer/feature',
      sex: 'binary/feature',
      cp: 'nominal/feature',
      trestbps: 'integer/feature',
      chol: 'integer/feature',
      fbs: 'binary/feature',
      restecg: 'nominal/feature',
      thalach: 'integer/feature',
      exang: 'binary/feature',
      oldpeak: 'continuous/feature',
      slope: 'nominal/feature',
      ca: 'nominal/feature',
      thal: 'nominal/feature',
      disease: 'binary/target',
    });
    // Cholesterol was not taken in Switzerland: 123 of the 172 zeros.
    expect(profile.find(({ name }) => name === 'chol')?.notices).toEqual([
      {
        key: 'zerosLikeMissing',
        params: { count: 172 },
        fix: { missing: expect.arrayContaining(['?', '0']) },
      },
    ]);
  });

  it('a file without names keeps its first row', async () => {
    const named = await read(new URL('uci_heart_cleveland.csv', folder));
    const nameless = await read(new URL('as-found/processed.cleveland.data', folder));
    expect([named.nameless, nameless.nameless]).toEqual([undefined, true]);
    expect(nameless.table.columns.map(({ name }) => name)).toContain('column 14');
    nameless.table.columns.forEach(({ column }, i) => {
      expect(column).toEqual(named.table.columns[i].column);
    });
  });

  it('patients, encounters, dates and lists of an EMR extract are found', async () => {
    const { profile } = await read(new URL('mimic_demo_admissions.csv', folder));
    expect(withRole(profile, 'patient')).toEqual(['SUBJECT_ID']);
    const named = (type: string) => profile.filter((c) => c.type === type).map((c) => c.name);
    expect(named('identifier')).toEqual(['SUBJECT_ID', 'HADM_ID']);
    expect(named('date')).toEqual(['ADMITTIME', 'DISCHTIME', 'EDREGTIME', 'EDOUTTIME', 'DOB']);
    expect(named('multi')).toEqual(['icd9_diagnoses', 'icd9_procedures', 'careunits', 'drugs']);
  });

  it('decimal commas and Spanish labels are read', async () => {
    const messy = await read(new URL('heart_failure_messy_semicolon.csv', folder));
    expect(messy.format).toEqual({ kind: 'csv', delimiter: ';', encoding: 'utf-8' });
    const clean = await read(new URL('heart_failure.csv', folder));
    const median = ({ profile }: ReadResult) =>
      profile.find((c) => c.name === 'serum_creatinine')?.numeric?.median;
    expect(median(messy)).toBe(median(clean));
  });

  it('patients of diabetes130 repeat, and their columns are found', { timeout: 60_000 }, async () => {
    const { profile } = await read(new URL('diabetes130.zip', folder));
    const about = (name: string) => profile.find((c) => c.name === name);
    expect(about('patient_nbr')).toMatchObject({ type: 'identifier', role: 'patient', distinct: 71_518 });
    expect(about('encounter_id')).toMatchObject({ type: 'identifier', role: 'ignore', distinct: 101_766 });
    expect(about('weight')?.notices).toEqual([{ key: 'heavyMissing', params: { percent: 97 } }]);
    expect(about('diag_1')?.distinct).toBeGreaterThan(700);
  });
});
