import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { readTable } from '../data/read';
import { rng } from '../study/random';
import type { Study } from '../study/schema';
import { nameColumns } from './name-columns';
import { proposeStudy } from './propose-study';
import { Session } from './session';

// Node 20 has no Web Locks; here nobody else asks for one.
vi.stubGlobal('navigator', {
  locks: { request: (_name: string, _options: object, held: () => Promise<void>) => held() },
});

const ctx = {
  rng: rng('naming'),
  signal: new AbortController().signal,
  clock: { now: () => 0 },
  report: () => {},
};
const open = () =>
  new Session(
    { now: () => 1000 },
    () => {},
    async () => {},
  );
/** Record number, age, phone, stage, outcome. */
const text = Array.from(
  { length: 60 },
  (_, i) => `${70001 + Math.floor(i / 2)},${40 + (i % 31)},010-7731-${1000 + i},${i % 3},${i % 2}`,
).join('\n');
const NAMES = ['등록번호', 'age', 'contact', 'stage', 'outcome'];

async function started(id: string) {
  const result = await readTable(new Blob([text]), 'csv', ctx);
  const study = proposeStudy(result, { id, kind: 'file' });
  const session = open();
  await session.adopt(study, result.table);
  return { session, study };
}
const plan = ({ columns }: Study, name: string) => columns.find((c) => c.name === name);

test('types, roles, the outcome and its steps follow the names', async () => {
  const { session, study } = await started('follow');
  expect(study.task).toBeNull();
  const named = nameColumns(session, study, NAMES);
  expect(named.study.names).toEqual(NAMES);
  expect(named.study.columns.map((c) => [c.name, c.role])).toEqual([
    ['등록번호', 'patient'],
    ['age', 'feature'],
    ['contact', 'ignore'],
    ['stage', 'feature'],
    ['outcome', 'target'],
  ]);
  expect(named.study.task).toEqual({ kind: 'binary', target: 'outcome', classes: ['0', '1'] });
  expect(named.profile.map((c) => c.name)).toEqual(NAMES);
  expect(session.ready(named.study).data.cols.has('age')).toBe(true);
});

test('a known direction stays with its column', async () => {
  const { session, study } = await started('directed');
  const directed: Study = {
    ...study,
    training: { ...study.training, directions: { 'column 2': 'rises' } },
  };
  expect(nameColumns(session, directed, NAMES).study.training).toEqual({
    ...study.training,
    directions: { age: 'rises' },
  });
  expect(nameColumns(session, study, NAMES).study.training).toEqual(study.training);
});

test('a column that identifies people stays marked whatever it is called', async () => {
  const { session, study } = await started('marked');
  expect(plan(study, 'column 3')?.identifier).toBe('phone');
  const { study: named, profile } = nameColumns(session, study, [
    'visit',
    'age',
    'marker',
    'stage',
    'outcome',
  ]);
  expect(plan(named, 'marker')).toMatchObject({ identifier: 'phone', role: 'ignore', type: 'identifier' });
  expect(profile.find((c) => c.name === 'marker')).toMatchObject({ levels: null, numeric: null });

  // So does the patient, whose keys the session has already replaced.
  const columns = study.columns.map((c) =>
    c.name === 'column 1' ? { ...c, role: 'patient' as const, type: 'identifier' as const } : c,
  );
  const { session: other, study: base } = await started('patient');
  const keyed = { ...base, columns };
  const renamed = nameColumns(other, keyed, ['visit', 'age', 'marker', 'stage', 'outcome']).study;
  expect(plan(renamed, 'visit')).toMatchObject({ role: 'patient', type: 'identifier' });
});

test('what a person decided before stays with its column', async () => {
  const { session, study } = await started('decided');
  const columns = study.columns.map((c) => {
    if (c.name === 'column 4') return { ...c, role: 'target' as const };
    return c.name === 'column 2' ? { ...c, type: 'nominal' as const } : c;
  });
  const chosen: Study = {
    ...study,
    columns,
    task: { kind: 'multiclass', target: 'column 4', classes: ['2', '1', '0'] },
    steps: [{ id: 'a', step: 'impute', params: {}, columns: ['column 2'] }],
  };
  const { study: named } = nameColumns(session, chosen, NAMES);
  expect(plan(named, 'age')?.type).toBe('nominal');
  expect(plan(named, 'stage')?.role).toBe('target');
  // A second outcome is not known when the first is predicted.
  expect(plan(named, 'outcome')).toMatchObject({ role: 'ignore', known: 'no' });
  expect(named.task).toEqual({ ...chosen.task, target: 'stage' });
  expect(named.steps).toEqual([{ id: 'a', step: 'impute', params: {}, columns: ['age'] }]);
});

test('studies with other names, an older one or one that was undone, find their columns', async () => {
  const { session, study } = await started('undo');
  const chosen: Study = {
    ...study,
    columns: study.columns.map((c) => (c.name === 'column 5' ? { ...c, role: 'target' as const } : c)),
    task: { kind: 'binary', target: 'column 5', classes: ['0', '1'] },
  };
  const before = session.ready(chosen).target.y;
  const { study: named } = nameColumns(session, chosen, NAMES);
  expect(session.ready(named).target.y).toEqual(before);
  expect(session.ready(chosen).target.y).toEqual(before);
  expect(session.callBy(undefined).profile(chosen.columns)[1].name).toBe('column 2');
  const { study: again } = nameColumns(session, named, ['a', 'b', 'c', 'd', 'e']);
  expect(session.ready(again).target.y).toEqual(before);
  await session.save(again);

  const later = open();
  const restored = await later.restore('undo');
  expect(restored?.names).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(later.ready(again).target.y).toEqual(before);
  // Back to the places: the study is one without names.
  const places = ['column 1', 'column 2', 'column 3', 'column 4', 'column 5'];
  expect(nameColumns(later, again, places).study.names).toBeUndefined();
});

test('names that are none change nothing', async () => {
  const { session, study } = await started('refused');
  expect(() => nameColumns(session, study, NAMES.slice(1))).toThrow('data.namesCount {"wanted":5,"got":4}');
  expect(() =>
    nameColumns(
      session,
      study,
      NAMES.map(() => 'age'),
    ),
  ).toThrow('data.duplicateColumn');
  expect(session.columns.columns[0].name).toBe('column 1');
});
