import { laterCopies } from '../../data/copies';
import { asPatient, type QualityCheck } from './finding';

const patientOf = ({ study }: Parameters<QualityCheck>[0]) => study.columns.find((c) => c.role === 'patient');

/** Rows that say the same of the same patient, and rows that say the same of two. */
export const copies: QualityCheck = (input) => {
  const { data, target, study } = input;
  // Rows of pictures differ by their pictures, which another check compares.
  if (study.images) return [];
  const patient = patientOf(input);
  const rows = data.n;
  const within = laterCopies(data, target, patient !== undefined).length;
  const across = patient ? laterCopies(data, target, false).length - within : 0;
  const share = (count: number) => Math.round((1000 * count) / Math.max(1, rows)) / 10;
  const left = study.split.duplicates === 'first';
  return [
    ...(within > 0 && !left
      ? [
          {
            key: 'copies',
            level: 'warn' as const,
            params: { count: within, percent: share(within) },
            columns: [],
            fixes: [{ key: 'dropCopies' as const, columns: [] }],
          },
        ]
      : []),
    ...(across > 0
      ? [
          {
            key: 'copiesAcross',
            level: 'question' as const,
            params: { count: across, percent: share(across) },
            columns: [],
            fixes: [],
          },
        ]
      : []),
  ];
};

/** Keys that come back, while every row counts as a patient of its own. */
export const repeatedPatients: QualityCheck = (input) => {
  if (patientOf(input)) return [];
  const plans = new Map(input.study.columns.map((c) => [c.name, c]));
  return input.profile.flatMap(({ name, missing, distinct }) => {
    const present = input.table.n - missing;
    const plan = plans.get(name);
    const key = plan?.type === 'identifier' && plan.role === 'ignore' && (plan.identifier ?? 'mrn') === 'mrn';
    // A key of a ward or of a form comes back in every other row.
    if (!key || distinct >= present || distinct < present / 50) return [];
    return [
      {
        key: 'repeatedPatients',
        level: 'warn' as const,
        params: { name, rows: present, patients: distinct },
        columns: [name],
        fixes: [asPatient(name)],
      },
    ];
  });
};
