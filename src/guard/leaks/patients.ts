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
  if (keys.length > 0) return keys;
  // A key that is no patient column is kept in no storage: after a reload nobody can say whether it comes back.
  const here = new Set(input.table.columns.map(({ name }) => name));
  const gone = study.columns.find(
    ({ name, type, identifier }) =>
      !here.has(name) && type === 'identifier' && (identifier ?? 'mrn') === 'mrn',
  );
  return gone ? fine('patientsNotLooked', { name: gone.name }) : fine('patientsUnknown');
};
