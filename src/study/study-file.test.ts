import { expect, it } from 'vitest';
import { emptyStudy } from './defaults';
import { studyFromText } from './study-file';

const study = emptyStudy('s');

it('a study comes back from its text, one of an earlier version lifted to today’s', () => {
  expect(studyFromText(JSON.stringify(study))).toEqual(study);
  const { evaluation, report: _, ...rest } = study;
  const before = { ...rest, version: 2, threshold: evaluation.threshold };
  expect(studyFromText(JSON.stringify(before))).toEqual(study);
});

it.each([
  ['', 'study.notOne'],
  ['age,sex\n40,F', 'study.notOne'],
  ['null', 'study.notOne'],
  ['[1,2]', 'study.notOne'],
  ['{"version":3}', 'study.notOne'],
  ['['.repeat(100_000), 'study.notOne'],
  [`{"__proto__":{"columns":[]},"version":3,"columns":[],"search":{}}`, 'study.notOne'],
  [JSON.stringify({ ...study, version: 99 }), 'study.version'],
  [JSON.stringify({ ...study, seed: 'one' }), 'study.invalid'],
  [JSON.stringify({ ...study, search: { ...study.search, space: 'all' } }), 'study.invalid'],
])('text %#: %.0s%s', (text, code) => {
  expect(() => studyFromText(text)).toThrow(expect.objectContaining({ code }));
});
