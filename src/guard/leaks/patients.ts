import type { QualityFinding } from '../quality/finding';
import { repeatedPatients } from '../quality/rows';
import { fine, type LeakCheck } from './leak-check';

/** A patient in two parts: impossible where patients are known, and asked about where a key comes back. */
export const patients: LeakCheck = (input) => {
  const { study } = input;
  const known =
    study.columns.some((c) => c.role === 'patient') || (study.images?.patients.from ?? 'none') !== 'none';
  if (known) return fine('patientsWhole');
  const keys = repeatedPatients(input).map(({ params, fixes }: QualityFinding) => ({
    level: 'warn' as const,
    key: 'patientsSplit',
    params,
    fixes,
  }));
  return keys.length > 0 ? keys : fine('patientsUnknown');
};
