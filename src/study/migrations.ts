import { BenchsideError } from './errors';
import { parseStudy, STUDY_VERSION, type Study } from './schema';

/** migrations[n] lifts a document of version n to n + 1. */
export const migrations: Record<number, (document: Record<string, unknown>) => Record<string, unknown>> = {
  // 2: the study's question, several hospitals' files, class weights.
  1: (document) => ({
    ...document,
    version: 2,
    question: { population: '', moment: '', outcome: '', horizon: '' },
    sources: [],
    training: { ...(document.training as object), classWeights: 'none' },
  }),
  // 3: decisions after the search stand together, further rules for the threshold, and what the report is told.
  2: ({ threshold, ...document }) => ({
    ...document,
    version: 3,
    evaluation: { threshold, recalibration: 'none' },
    report: {},
  }),
};

/** Any stored or exported Study as one of today. Throws `study.version` for one of a later or unknown version. */
export function migrate(document: unknown): Study {
  let current = document as Record<string, unknown>;
  const version = () => (typeof current?.version === 'number' ? current.version : Number.NaN);
  while (version() < STUDY_VERSION) {
    const lift = migrations[version()];
    if (!lift) break;
    current = lift(current);
  }
  if (version() !== STUDY_VERSION)
    throw new BenchsideError('study.version', {
      wanted: STUDY_VERSION,
      got: String(current?.version ?? '–'),
    });
  return parseStudy(current);
}
