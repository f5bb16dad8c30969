import 'fake-indexeddb/auto';
import { expect, test, vi } from 'vitest';
import { atOnce } from '../study/in-pieces';
import type { Study } from '../study/schema';
import { Session } from './session';
import { mixedStudy, mixedTable } from './testing';

const clock = { now: () => 1000 };
const open = () =>
  new Session(
    clock,
    () => {},
    async () => {},
  );
const study: Study = { ...mixedStudy('binary'), id: 'session' };
const withRole = (name: string, role: 'feature' | 'site' | 'ignore'): Study => ({
  ...study,
  columns: study.columns.map((c) => (c.name === name ? { ...c, type: 'nominal', role } : c)),
});

// Node 20 has no Web Locks; here nobody else asks for one.
vi.stubGlobal('navigator', {
  locks: { request: (_name: string, _options: object, held: () => Promise<void>) => held() },
});

test('pseudonyms that came back from storage keep patients together and are nothing else', async () => {
  const first = open();
  await first.adopt(study, mixedTable('binary'));
  const before = first.ready(study);
  // From the moment that a table is taken over, the key itself is nowhere.
  const dict = first.columns.columns.find((c) => c.name === 'patient')?.column;
  expect(JSON.stringify(dict)).not.toContain('MRN');
  expect(() => first.ready(withRole('patient', 'feature'))).toThrow('data.columnNotStored');

  const again = open();
  const restored = await again.restore('session');
  expect(restored?.columns.every((c) => c.stored)).toBe(true);
  expect(again.ready(study)).toEqual(before);
  for (const role of ['feature', 'site'] as const)
    expect(() => again.ready(withRole('patient', role))).toThrow('data.columnNotStored {"name":"patient"}');
  expect(again.ready(withRole('patient', 'ignore')).data.unit).toHaveLength(before.data.n);

  // Nor do they enter storage as something else.
  await again.save(withRole('patient', 'feature'));
  const third = open();
  const later = await third.restore('session');
  expect(later?.columns.filter((c) => !c.stored).map((c) => c.name)).toEqual(['patient']);

  // Given again for another use, it is what it was; given again as the patient, a pseudonym.
  await third.attach(withRole('patient', 'feature'), mixedTable('binary'));
  expect(third.ready(withRole('patient', 'feature')).data.cols.has('patient')).toBe(true);
  await third.attach(study, mixedTable('binary'));
  expect(third.ready(study)).toEqual(before);
  expect(() => third.ready(withRole('patient', 'site'))).toThrow('data.columnNotStored');
});

test('what a page was left with before it could be saved comes back, and is saved; what is none of it is not', async () => {
  await open().adopt({ ...study, id: 'left' }, mixedTable('binary'));
  const left: Study = { ...withRole('sex', 'ignore'), id: 'left', seed: 17 };
  const opened = await open().restore('left', JSON.stringify(left));
  expect(opened?.seed).toBe(17);
  expect(opened?.columns.find((c) => c.name === 'sex')).toMatchObject({ role: 'ignore', stored: true });
  // What was ignored has left storage, as by any save.
  const later = await open().restore('left');
  expect(later?.seed).toBe(17);
  expect(later?.columns.filter((c) => !c.stored).map((c) => c.name)).toEqual(['sex']);

  const others = [{ ...left, id: 'another', seed: 18 }, { ...left, seed: 'x' }, { version: 999 }, null];
  for (const none of [...others.map((other) => JSON.stringify(other)), '{'])
    expect((await open().restore('left', none))?.seed).toBe(17);
});

test('an ignored column that the test part is chosen by comes back from storage; without that it is needed again', async () => {
  const ignored = { ...withRole('sex', 'ignore'), id: 'by-column' };
  const first = open();
  const by: Study = {
    ...ignored,
    split: { ...ignored.split, test: { kind: 'column', column: 'sex', values: ['F'] } },
  };
  await first.adopt(by, mixedTable('binary'));
  const before = first.split(by);
  const again = open();
  await again.restore('by-column');
  expect(again.split(by)).toEqual(before);
  await again.save(ignored);
  const third = open();
  await third.restore('by-column');
  expect(() => third.ready(by)).toThrow('data.columnNotStored {"name":"sex"}');
});

test('rows that are alike are looked for once for each choice of features, however they are parted', async () => {
  const session = open();
  await session.adopt(study, mixedTable('binary'));
  const found = (of: Study) => atOnce(session.alikeIn(of)(session.ready(of).data));
  const first = found(study);
  const otherSplit: Study = { ...study, seed: 7, split: { ...study.split, duplicates: 'together' } };
  expect(found(otherSplit)).toBe(first);
  const without = { ...study, columns: study.columns.filter((c) => c.name !== 'sex') };
  expect(found(without)).not.toBe(first);
  // Another table under the same columns.
  const again = found(study);
  await session.attach(study, mixedTable('binary', 2));
  expect(found(study)).not.toBe(again);
});
