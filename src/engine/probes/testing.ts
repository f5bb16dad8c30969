import type { Table } from '../../data/dataset';
import { rng } from '../../study/random';
import type { Study } from '../../study/schema';
import { mixedStudy, texts } from '../testing';

// For this folder's tests.

/** Two visits of each patient, alike but for a little noise, with an outcome that nothing explains. */
export function twins(n = 120): { table: Table; study: Study } {
  const random = rng('twins');
  const person = Array.from({ length: n }, () => Array.from({ length: 12 }, () => random.normal()));
  const y = Array.from({ length: n }, () => (random.next() < 0.5 ? 'yes' : 'no'));
  const rows = Array.from({ length: 2 * n }, (_, i) => i >> 1);
  const base = mixedStudy('binary');
  const names = person[0].map((_, j) => `x${j}`);
  return {
    table: {
      n: rows.length,
      columns: [
        { name: 'patient', column: texts(rows.map((p) => `K${p}`)) },
        ...names.map((name, j) => ({
          name,
          column: {
            kind: 'num' as const,
            v: Float64Array.from(rows, (p) => person[p][j] + 0.01 * random.normal()),
          },
        })),
        { name: 'outcome', column: texts(rows.map((p) => y[p])) },
      ],
    },
    study: {
      ...base,
      columns: [
        { name: 'patient', type: 'identifier', role: 'patient', stored: true },
        ...names.map((name) => ({
          name,
          type: 'continuous' as const,
          role: 'feature' as const,
          stored: true,
        })),
        { name: 'outcome', type: 'nominal', role: 'target', stored: true },
      ],
      steps: [{ id: 's', step: 'standardize', params: {} }],
    },
  };
}
