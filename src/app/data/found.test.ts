import { describe, expect, it } from 'vitest';
import type { ColumnProfile } from '../../data/profile-types';
import { emptyStudy } from '../../study/defaults';
import type { ColumnPlan } from '../../study/schema';
import { whatWasFound } from './found';

const plan = (
  name: string,
  role: ColumnPlan['role'],
  type: ColumnPlan['type'] = 'continuous',
): ColumnPlan => ({
  name,
  role,
  type,
  stored: true,
});
const profile = (name: string, missing: number, distinct: number): ColumnProfile => ({
  name,
  type: 'continuous',
  role: 'feature',
  evidence: { key: '', params: {} },
  missing,
  distinct,
  numeric: null,
  histogram: null,
  levels: null,
  notices: [],
});

describe('whatWasFound', () => {
  const study = {
    ...emptyStudy('s'),
    data: { kind: 'file' as const, sha256: '', rows: 10 },
    columns: [
      plan('age', 'feature'),
      plan('hospital', 'site', 'nominal'),
      plan('mrn', 'patient', 'identifier'),
      plan('died', 'target', 'binary'),
    ],
  };
  const profiles = [
    profile('age', 4, 6),
    profile('hospital', 0, 2),
    profile('mrn', 0, 8),
    profile('died', 1, 2),
  ];

  it('counts rows, features, patients and sites', () => {
    expect(whatWasFound(study, profiles)).toEqual({
      rows: 10,
      features: 1,
      patients: 8,
      sites: 2,
      missing: 5 / 40,
      identifiers: ['mrn'],
    });
  });

  it('claims no patients and sites where no column names them', () => {
    const nameless = { ...study, columns: study.columns.slice(0, 1) };
    expect(whatWasFound(nameless, profiles)).toMatchObject({ patients: null, sites: null, identifiers: [] });
  });

  it('is all zeros before any data', () => {
    expect(whatWasFound(emptyStudy('s'), [])).toMatchObject({ rows: 0, missing: 0 });
  });
});
