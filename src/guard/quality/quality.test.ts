import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { laterCopies } from '../../data/copies';
import { markIdentifiers } from '../../data/identifiers/mark';
import { materialize } from '../../data/materialize';
import { profileTable } from '../../data/profile';
import type { ReadResult } from '../../data/profile-types';
import { proposeColumns, proposeKnown, proposeTask } from '../../data/propose';
import { readTable } from '../../data/read';
import { makeParts } from '../../split/make-parts';
import { emptyStudy } from '../../study/defaults';
import { rng } from '../../study/random';
import type { Study } from '../../study/schema';
import { checkQuality } from '.';
import { applyFix, type QualityFinding } from './finding';

const ctx = {
  rng: rng('test'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};
const read = (text: string | Uint8Array<ArrayBuffer>, extension = 'csv') =>
  readTable(new Blob([text]), extension, ctx);

function studyOf({ profile, table }: ReadResult, change: (study: Study) => Study = (s) => s): Study {
  const columns = proposeKnown(proposeColumns(profile), profile);
  const target = columns.find((c) => c.role === 'target')?.name;
  const task = target === undefined ? null : proposeTask(profile, target, table);
  return change({ ...emptyStudy('q'), columns, task });
}

function ask({ table }: ReadResult, study: Study): QualityFinding[] {
  const { data, target } = materialize(table, study.columns, study.task);
  const dev = target && makeParts(study.split, target, data.unit, study.seed).dev;
  const profile = markIdentifiers(profileTable(table), table, study.columns);
  return checkQuality({ study, table, profile, data, target, dev });
}
const keysFor = (found: QualityFinding[], column: string) =>
  found.filter((f) => f.columns.includes(column)).map((f) => f.key);
const withKey = (found: QualityFinding[], key: string) => found.filter((f) => f.key === key);

const N = 400;
const random = rng('quality');
/** One table with one of each. */
const lines = Array.from({ length: N }, (_, i) => {
  const died = random.next() < 0.4 ? 1 : 0;
  const height = 150 + random.normal() * 10;
  return [
    `K${String(i >> 1).padStart(4, '0')}`,
    Math.round(60 + 10 * random.normal()),
    i < 3 ? 700 : Math.round(120 + 15 * random.normal()),
    random.next() < 0.02 && i > 100 ? 'b' : 'a',
    height.toFixed(2),
    (height / 2.54).toFixed(3),
    (died * 3 + random.normal() * 0.6).toFixed(3),
    random.next() < (died ? 0.5 : 0.1) ? '' : random.normal().toFixed(3),
    random.next() < 0.8 ? '' : random.normal().toFixed(3),
    random.normal().toFixed(3),
    died,
  ].join(',');
});
const TEXT = [
  'patient_key,age,sbp,rare,height_cm,height_in,marker,lactate,bnp,discharge_score,died',
  ...lines,
].join('\n');

const result = await read(TEXT);

describe('a table with one of each', () => {
  const base = studyOf(result, (study) => ({
    ...study,
    columns: study.columns.map((c) => {
      if (c.name === 'patient_key') return { ...c, type: 'identifier', role: 'ignore' };
      // As if nobody had said anything.
      if (c.name === 'discharge_score') return { name: c.name, type: c.type, role: 'feature', stored: true };
      return c;
    }),
  }));
  const found = ask(result, base);

  it.each([
    ['patient_key', 'repeatedPatients'],
    ['sbp', 'impossible'],
    ['height_in', 'twins'],
    ['marker', 'strongAlone'],
    ['lactate', 'missingByOutcome'],
    ['bnp', 'heavyMissing'],
    ['discharge_score', 'perhapsNotKnown'],
  ])('%s: %s', (column, key) => {
    expect(keysFor(found, column)).toContain(key);
  });
  it('and says nothing of what is sound', () => {
    expect(keysFor(found, 'age')).toEqual([]);
    expect(withKey(found, 'impossible')[0].params).toEqual({ name: 'sbp', count: 3, low: 30, high: 350 });
    expect(found.some((f) => f.key === 'copies')).toBe(false);
  });
  it('warnings stand before questions, and a strong column is only asked about', () => {
    const levels = found.map((f) => f.level);
    expect(levels.lastIndexOf('warn')).toBeLessThan(levels.indexOf('question'));
    const [strong] = withKey(found, 'strongAlone');
    expect(strong.level).toBe('question');
    expect(strong.fixes.map((f) => f.key)).toEqual(['known', 'notKnown']);
  });
  it('each fix is a pure change after which the finding is gone', () => {
    const before = structuredClone(base);
    let fixes = 0;
    for (const finding of found)
      for (const fix of finding.fixes) {
        const after = ask(result, applyFix(base, fix));
        const same = after.filter(
          (f) => f.key === finding.key && f.columns.join() === finding.columns.join(),
        );
        expect(same, `${finding.key} after ${fix.key}`).toEqual([]);
        fixes++;
      }
    expect(fixes).toBeGreaterThan(7);
    expect(base).toEqual(before);
  });
  it('what the outcome says comes from development rows: other test rows change nothing', () => {
    const { data, target } = materialize(result.table, base.columns, base.task);
    if (!target) throw new Error('a target');
    const { dev, test } = makeParts(base.split, target, data.unit, base.seed);
    const other = { ...target, y: target.y.slice() };
    for (const row of test) other.y[row] = 1 - other.y[row];
    const profile = markIdentifiers(profileTable(result.table), result.table, base.columns);
    const about = { study: base, table: result.table, profile, data, dev };
    const looking = new Set(['strongAlone', 'missingByOutcome', 'eventsPerVariable']);
    const only = (list: QualityFinding[]) => list.filter((f) => looking.has(f.key));
    expect(only(checkQuality({ ...about, target: other }))).toEqual(only(checkQuality({ ...about, target })));
    expect(only(checkQuality({ ...about, target, dev: null }))).toEqual([]);
  });
  it('holds no cell of a key', () => {
    expect(JSON.stringify(found)).not.toMatch(/K\d{4}/);
  });
  it('few events for many columns', () => {
    const few = lines.map((line, i) => line.replace(/\d$/, i % 20 === 0 ? '1' : '0')).join('\n');
    return read(`${TEXT.split('\n')[0]}\n${few}`).then((other) => {
      const [finding] = withKey(ask(other, base), 'eventsPerVariable');
      // 16 of the 20 events are development rows; nine features, one of two levels.
      expect(finding.params).toMatchObject({ events: 16, variables: 9, ratio: 1.8 });
    });
  });
});

describe('copies of rows', () => {
  it('are counted with and without the patient', async () => {
    const result = await read('id,a,b,died\n1,1,x,0\n1,1,x,0\n2,1,x,0\n3,2,,1\n3,2,,1\n4,2,y,1\n');
    const columns = proposeColumns(result.profile).map((c) => ({
      ...c,
      role: ({ id: 'patient', died: 'target' } as const)[c.name] ?? ('feature' as const),
    }));
    const task = { kind: 'binary' as const, target: 'died', classes: ['0', '1'] };
    const { data, target } = materialize(result.table, columns, task);
    expect([...laterCopies(data, target, true)]).toEqual([1, 4]);
    expect([...laterCopies(data, target, false)]).toEqual([1, 2, 4]);
  });

  it('are not looked for among pictures, whose rows are alike in all but the picture', async () => {
    const lines = Array.from({ length: 60 }, (_, i) => `${i % 2 ? 'x' : 'y'},${i % 2}`);
    const result = await read(`a,died\n${lines.join('\n')}\n`);
    const study = studyOf(result);
    expect(withKey(ask(result, study), 'copies')).toHaveLength(1);
    expect(withKey(ask(result, { ...study, images: {} as never }), 'copies')).toEqual([]);
  });
});

const folder = new URL('../../../../shared/data/tables/', import.meta.url);
describe.skipIf(!existsSync(folder))('real tables (skipped where ../shared is absent)', () => {
  const real = (name: string) =>
    read(new Uint8Array(readFileSync(new URL(name, folder))), name.split('.').at(-1));

  it('maternal_health.csv: 562 rows are exact copies (pandas 3.1.1, duplicated().sum())', async () => {
    const result = await real('maternal_health.csv');
    const study = studyOf(result);
    const [finding] = withKey(ask(result, study), 'copies');
    expect(finding.params).toEqual({ count: 562, percent: 55.4 });
    expect(withKey(ask(result, applyFix(study, finding.fixes[0])), 'copies')).toEqual([]);
  });
  it('heart_failure.csv: the follow-up time is no feature; made one, it is warned of', async () => {
    const result = await real('heart_failure.csv');
    const study = studyOf(result);
    expect(study.columns.find((c) => c.name === 'time')).toMatchObject({ role: 'time', known: 'no' });
    const used = {
      ...study,
      columns: study.columns.map((c) => (c.name === 'time' ? { ...c, role: 'feature' as const } : c)),
    };
    expect(keysFor(ask(result, used), 'time')).toContain('notKnown');
    expect(study.columns.filter((c) => c.known).map((c) => c.name)).toEqual(['time']);
  });
  it('surv_colon.csv: two rows a patient, a time and a second label', async () => {
    const study = studyOf(await real('surv_colon.csv'));
    const known = study.columns.filter((c) => c.known === 'no').map((c) => [c.name, c.role]);
    expect(known).toEqual([
      ['time', 'time'],
      ['etype', 'ignore'],
    ]);
    expect(study.columns.find((c) => c.role === 'patient')?.name).toBe('id');
  });
  it('mimic_demo_admissions.csv: where somebody was discharged to is not known', async () => {
    const study = studyOf(await real('mimic_demo_admissions.csv'));
    const known = Object.fromEntries(study.columns.flatMap((c) => (c.known ? [[c.name, c.known]] : [])));
    expect(known).toMatchObject({
      DISCHARGE_LOCATION: 'no',
      icd9_diagnoses: 'unsure',
      icd9_procedures: 'unsure',
    });
    expect(study.columns.find((c) => c.name === 'DISCHARGE_LOCATION')?.role).toBe('ignore');
    expect(known).not.toHaveProperty('ADMISSION_TYPE');
  });
  it.each([
    ['chronic_kidney_disease.csv', 'hemo'],
    ['breast_wdbc.csv', 'perimeter_mean'],
  ])('%s: the honest predictor %s stays a feature, whatever it says alone', async (name, column) => {
    const result = await real(name);
    const study = studyOf(result);
    expect(study.columns.find((c) => c.name === column)).toMatchObject({ role: 'feature' });
    const asked = withKey(ask(result, study), 'strongAlone');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.every((f) => f.level === 'question')).toBe(true);
    for (const finding of ask(result, study).filter((f) => f.level === 'warn'))
      expect(finding.columns).not.toContain(column);
  });
  const strongOf = (found: QualityFinding[]) =>
    found.filter((f) => f.key.startsWith('strongAlone')).map((f) => [f.key, f.columns[0]]);
  /** The study with another column as what is to be predicted. */
  const predicting = (result: ReadResult, target: string): Study => {
    const study = studyOf(result);
    const columns = study.columns.map((c) => {
      if (c.name === target) return { ...c, role: 'target' as const };
      return c.role === 'target' ? { ...c, role: 'feature' as const } : c;
    });
    return { ...study, columns, task: proposeTask(result.profile, target, result.table) };
  };
  it('maternal_health.csv: of three classes, blood sugar tells none well enough to be asked about', async () => {
    const result = await real('maternal_health.csv');
    expect(studyOf(result).task?.kind).toBe('multiclass');
    expect(strongOf(ask(result, studyOf(result)))).toEqual([]);
  });
  it('dermatology.csv: signs that one disease alone has are asked about, and no warning', async () => {
    const result = await real('dermatology.csv');
    const found = ask(result, studyOf(result)).filter((f) => f.key === 'strongAloneClass');
    const named = Object.fromEntries(found.map((f) => [f.columns[0], f.params.level]));
    // Band-like infiltrate in lichen planus, fibrosis in chronic dermatitis, young age in pityriasis rubra pilaris.
    expect(named).toMatchObject({
      'band-like_infiltrate': '3',
      fibrosis_of_the_papillary_dermis: '5',
      Age: '6',
    });
    expect(found.every((f) => f.level === 'question')).toBe(true);
  });
  it('pima_diabetes.csv and heart_failure.csv: a number as the outcome, and nothing that gives it away', async () => {
    for (const [name, target] of [
      ['pima_diabetes.csv', 'bmi'],
      ['heart_failure.csv', 'ejection_fraction'],
      ['chronic_kidney_disease.csv', 'hemo'],
    ]) {
      const result = await real(name);
      const study = predicting(result, target);
      expect(study.task?.kind).toBe('regression');
      // Skinfold with body mass, packed cell volume with haemoglobin: near, and honest.
      expect(strongOf(ask(result, study))).toEqual([]);
    }
  });
  it('breast_wdbc.csv: a radius from its own area and perimeter is asked about', async () => {
    const result = await real('breast_wdbc.csv');
    const found = strongOf(ask(result, predicting(result, 'radius_mean')));
    expect(found.slice(0, 2)).toEqual([
      ['strongAloneNumber', 'area_mean'],
      ['strongAloneNumber', 'perimeter_mean'],
    ]);
  });
  it('pima_diabetes.csv: zeros that cannot be, with the click that makes them missing', async () => {
    const result = await real('pima_diabetes.csv');
    const study = studyOf(result);
    const zeros = withKey(ask(result, study), 'likeMissing').map((f) => f.columns[0]);
    expect(zeros).toEqual(['glucose', 'blood_pressure', 'skin_thickness', 'insulin', 'bmi']);
  });
  it('diabetes130.zip is asked about in seconds', { timeout: 60_000 }, async () => {
    const result = await real('diabetes130.zip');
    const found = ask(result, studyOf(result));
    expect(keysFor(found, 'weight')).toContain('heavyMissing');
    expect(keysFor(found, 'examide')).toEqual([]);
  });
});
