import { describe, expect, it } from 'vitest';
import { emptyStudy } from './defaults';
import { migrate, migrations } from './migrations';
import { STUDY_VERSION } from './schema';

describe('migrate', () => {
  it('gives back a study of today, also after JSON', () => {
    const study = emptyStudy('s1');
    expect(migrate(JSON.parse(JSON.stringify(study)))).toEqual(study);
  });

  it('has one migration for each version before this one', () => {
    expect(Object.keys(migrations).map(Number)).toEqual(
      Array.from({ length: STUDY_VERSION - 1 }, (_, i) => i + 1),
    );
  });

  it('refuses other versions', () => {
    const later = { ...emptyStudy('s1'), version: STUDY_VERSION + 1 };
    expect(() => migrate(later)).toThrow(
      `study.version {"wanted":${STUDY_VERSION},"got":"${STUDY_VERSION + 1}"}`,
    );
    expect(() => migrate({ ...emptyStudy('s1'), version: 0 })).toThrow('study.version');
    for (const document of [null, 'text', [], {}, { version: '1' }])
      expect(() => migrate(document)).toThrow('study.version');
  });

  it('names the path of what is wrong', () => {
    const study = emptyStudy('s1');
    const broken = { ...study, split: { ...study.split, validation: { kind: 'kfold', k: 1 } } };
    expect(() => migrate(broken)).toThrow('study.invalid {"path":"split.validation.k"}');
    expect(() => migrate({ ...study, columns: [{ name: 'age', type: 'number', role: 'feature' }] })).toThrow(
      'study.invalid {"path":"columns.0.type"}',
    );
  });

  it('keeps layer widths, which are one value', () => {
    const study = emptyStudy('s1');
    study.search.space = { mlp: { hidden: { kind: 'choice', values: [[32], [64, 32]] } } };
    expect(migrate(study).search.space).toEqual(study.search.space);
  });
});
