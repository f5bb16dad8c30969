import { foldsOfPatients, type QualityFinding } from '../quality/finding';
import { repeatedPatients } from '../quality/rows';
import { onBothSides } from './both-sides';
import { fine, type LeakCheck } from './leak-check';

/** Rows of those who have several, a list a patient. */
function rowsOfPatients(unit: Int32Array): number[][] {
  const rows = new Map<number, number[]>();
  unit.forEach((patient, row) => {
    const own = rows.get(patient);
    if (own) own.push(row);
    else rows.set(patient, [row]);
  });
  return [...rows.values()].filter((own) => own.length > 1);
}

/**
 * A patient in two parts: asked about where a key comes back, and kept whole where patients are known, but for those
 * whom two hospitals have seen that validate in turn.
 */
export const patients: LeakCheck = (input) => {
  const { study, data } = input;
  const known =
    study.columns.some((c) => c.role === 'patient') || (study.images?.patients.from ?? 'none') !== 'none';
  if (known) {
    const { groups, rows } = onBothSides(rowsOfPatients(data.unit), input);
    if (groups.length === 0) return fine('patientsWhole');
    const params = { patients: groups.length, rows };
    return [{ level: 'warn', key: 'patientsAcrossFolds', params, fixes: [foldsOfPatients] }];
  }
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
